import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** What stands open on a ticket until somebody ends it: at most one of each, ended when the ticket is done with. */
export const defineStepTables = (k: Kit) => ({
  /** Its action and closure clocks wait for somebody outside. */
  pause: k.table(
    'pause',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      /** citizen | agency */
      reason: k.text('reason').notNull(),
      startedAt: k.moment('started_at').notNull(),
      /** It ends by itself: up to here the deadlines were moved. */
      untilAt: k.moment('until_at').notNull(),
      endedAt: k.moment('ended_at'),
      /** answered | cap | officer | danger | done */
      ending: k.text('ending'),
      /** Which clocks. */
      clocks: k.json<readonly { kind: string; startedAt: number }[]>('clocks').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('pause_open')
        .on(t.ticket)
        .where(sql`ended_at IS NULL`),
      k
        .index('pause_until')
        .on(t.untilAt)
        .where(sql`ended_at IS NULL`),
      k.index('pause_ticket').on(t.ticket, t.startedAt),
    ],
  ),
  /** Offered to another unit, and still with whoever offers it. */
  offer: k.table(
    'offer',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      fromUnit: k.text('from_unit').notNull(),
      toUnit: k.text('to_unit').notNull(),
      startedAt: k.moment('started_at').notNull(),
      endedAt: k.moment('ended_at'),
      /** accepted | returned | withdrawn | handed-up | done */
      ending: k.text('ending'),
      /** The note that says why. */
      note: k.text('note').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      endedBy: k.text('ended_by'),
    },
    (t) => [
      k
        .uniqueIndex('offer_open')
        .on(t.ticket)
        .where(sql`ended_at IS NULL`),
      k
        .index('offer_to')
        .on(t.toUnit, t.startedAt)
        .where(sql`ended_at IS NULL`),
      k.index('offer_ticket').on(t.ticket, t.startedAt),
    ],
  ),
  /** A report that closes its ticket once a senior has approved it. */
  closingProposal: k.table(
    'closing_proposal',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      outcome: k.text('outcome').notNull(),
      details: k.json<Record<string, string>>('details').notNull(),
      internalText: k.text('internal_text').notNull(),
      publicAnswer: k.text('public_answer').notNull(),
      /** Findings in the answer that its writer sends all the same. */
      accept: k.json<readonly string[]>('accept').notNull(),
      attachments: k.json<readonly string[]>('attachments').notNull(),
      /** An earlier report with the same words, or nearly. */
      copiedFrom: k.text('copied_from'),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      /** Whose unit it was written at: somebody above it approves. */
      unit: k.text('unit').notNull(),
      startedAt: k.moment('started_at').notNull(),
      endedAt: k.moment('ended_at'),
      /** approved | returned | replaced | done */
      ending: k.text('ending'),
      endedBy: k.text('ended_by'),
    },
    (t) => [
      k
        .uniqueIndex('closing_proposal_open')
        .on(t.ticket)
        .where(sql`ended_at IS NULL`),
      k
        .index('closing_proposal_waiting')
        .on(t.startedAt)
        .where(sql`ended_at IS NULL`),
      k.index('closing_proposal_ticket').on(t.ticket, t.startedAt),
    ],
  ),
});
