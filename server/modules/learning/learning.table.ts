import type { Kit } from '../../platform/db/kit.ts';
import type { ModelFigures } from './learning.types.ts';

/** What officers decided, beside what the stages had said; and the models that were fitted from it. */
export const defineLearningTables = (k: Kit) => ({
  /** One row for the message that made a ticket. Holds no words and nobody: both stay with the message. */
  decision: k.table(
    'decision',
    {
      message: k.text('message').primaryKey(),
      ticket: k.text('ticket').notNull(),
      account: k.text('account').notNull(),
      language: k.text('language').notNull(),
      /** act, or a reason: no-details, praise, …; null while only parts were corrected. */
      answer: k.text('answer'),
      category: k.text('category'),
      urgency: k.text('urgency').notNull(),
      /** What the stages had said before anybody looked. */
      saidAnswer: k.text('said_answer').notNull(),
      saidScore: k.real('said_score').notNull(),
      saidCategory: k.text('said_category'),
      saidUrgency: k.text('said_urgency').notNull(),
      model: k.text('model').notNull(),
      /** Never learnt from: what candidates are measured on. */
      heldBack: k.bool('held_back').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.index('decision_at').on(t.at), k.index('decision_ticket').on(t.ticket)],
  ),
  languageModel: k.table('language_model', {
    id: k.text('id').primaryKey(),
    /** candidate | refused | running | retired */
    state: k.text('state').notNull(),
    /** Blob of its weights. */
    blob: k.text('blob').notNull(),
    examples: k.int('examples').notNull(),
    figures: k.json<ModelFigures>('figures').notNull(),
    madeAt: k.moment('made_at').notNull(),
    decidedBy: k.text('decided_by'),
    decidedAt: k.moment('decided_at'),
  }),
});
