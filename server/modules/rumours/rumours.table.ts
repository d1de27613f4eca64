import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';
import type { Evidence, Texts } from './rumours.types.ts';

/** What is being said that may not be so: the claim, what the police found, and what it rests on. */
export const defineRumourTables = (k: Kit) => ({
  rumour: k.table(
    'rumour',
    {
      id: k.text('id').primaryKey(),
      /** R-2026-000123: how everybody names it; never used again. */
      code: k.text('code').notNull(),
      claim: k.json<Texts>('claim').notNull(),
      /** noted | checking | false | misleading | true | unclear | withdrawn */
      state: k.text('state').notNull(),
      verdict: k.json<Texts>('verdict').notNull(),
      evidence: k.json<readonly Evidence[]>('evidence').notNull(),
      /** Folded words of all that is public of it, for searching. */
      find: k.text('find').notNull(),
      unit: k.text('unit').notNull(),
      notedBy: k.text('noted_by').notNull(),
      notedAt: k.moment('noted_at').notNull(),
      /** Whoever gave the verdict: another officer than the one who noted it. */
      checkedBy: k.text('checked_by'),
      checkedAt: k.moment('checked_at'),
      publishedAt: k.moment('published_at'),
      updatedAt: k.moment('updated_at').notNull(),
      version: k.int('version').notNull(),
    },
    (t) => [
      k.uniqueIndex('rumour_code').on(t.code),
      k.index('rumour_unit').on(t.unit, t.updatedAt),
      k
        .index('rumour_published')
        .on(t.publishedAt, t.id)
        .where(sql`published_at IS NOT NULL`),
    ],
  ),
  /** Everything that was done about it, as it stood then: a correction does not rub out what was said before. */
  rumourStep: k.table(
    'rumour_step',
    {
      rumour: k.text('rumour').notNull(),
      version: k.int('version').notNull(),
      /** noted | check | verdict | evidence | publish | correct | withdraw */
      act: k.text('act').notNull(),
      state: k.text('state').notNull(),
      verdict: k.json<Texts>('verdict').notNull(),
      /** Why it was withdrawn. */
      why: k.json<Texts>('why'),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.rumour, t.version] })],
  ),
  /** Posts that carry it. */
  rumourTicket: k.table(
    'rumour_ticket',
    {
      rumour: k.text('rumour').notNull(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.rumour, t.ticket] }), k.index('rumour_ticket_ticket').on(t.ticket)],
  ),
});
