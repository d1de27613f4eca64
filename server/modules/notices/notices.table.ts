import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** What is meant for one officer: the names in notes, and thanks of citizens. Neither holds words of its own. */
export const defineNoticeTables = (k: Kit) => ({
  /** An officer named in an internal note. */
  mention: k.table(
    'mention',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      note: k.text('note').notNull(),
      officer: k.text('officer').notNull(),
      byOfficer: k.text('by_officer').notNull(),
      at: k.moment('at').notNull(),
      seenAt: k.moment('seen_at'),
    },
    (t) => [k.uniqueIndex('mention_note').on(t.note, t.officer), k.index('mention_officer').on(t.officer, t.at)],
  ),
  /** A citizen's praise, passed on to the officer whom it is about: its words are read from the post. */
  commendation: k.table(
    'commendation',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      officer: k.text('officer').notNull(),
      byOfficer: k.text('by_officer').notNull(),
      at: k.moment('at').notNull(),
      withdrawnAt: k.moment('withdrawn_at'),
      seenAt: k.moment('seen_at'),
    },
    (t) => [
      k
        .uniqueIndex('commendation_once')
        .on(t.ticket, t.officer)
        .where(sql`withdrawn_at IS NULL`),
      k.index('commendation_officer').on(t.officer, t.at),
    ],
  ),
});
