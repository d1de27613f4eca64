import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Closed dockets drawn by lot, which somebody outside the closing unit's circle looks at again. */
export const defineAuditTables = (k: Kit) => ({
  audit: k.table(
    'audit',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      /** Its number, by which readers are found. */
      num: k.count('num').notNull(),
      /** The closing that was drawn. */
      closedAt: k.moment('closed_at').notNull(),
      /** Neither this unit nor any under it judges: the closing unit's circle, or what is higher. */
      circle: k.text('circle').notNull(),
      /** Of a protected matter: the one unit that judges, the range; null for any above the circle. */
      judge: k.text('judge'),
      /** Who closed it does not judge. */
      closer: k.text('closer').notNull(),
      /** solved | partly | false | cannot-tell; null while it waits. */
      judged: k.text('judged'),
      note: k.text('note'),
      officer: k.text('officer'),
      position: k.text('position'),
      judgedAt: k.moment('judged_at'),
    },
    (t) => [
      k.uniqueIndex('audit_closing').on(t.ticket, t.closedAt),
      k
        .index('audit_waiting')
        .on(t.closedAt)
        .where(sql`judged_at IS NULL`),
      k
        .index('audit_judged')
        .on(t.judgedAt)
        .where(sql`judged_at IS NOT NULL`),
    ],
  ),
  /** Closings that headquarters look at again: chosen by what stands out in them, and some by lot. One row a closing. */
  closingLook: k.table(
    'closing_look',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      closedAt: k.moment('closed_at').notNull(),
      /** As of an audit: who must not look, and of a protected matter the one unit that does. */
      circle: k.text('circle').notNull(),
      judge: k.text('judge'),
      closer: k.text('closer').notNull(),
      /** Codes of what stands out; none for one that was drawn. */
      signs: k.json<readonly string[]>('signs').notNull(),
      /** How many of them: those with most come first. */
      weight: k.int('weight').notNull(),
      /** in-order | sent-back; null while it waits. */
      judged: k.text('judged'),
      officer: k.text('officer'),
      position: k.text('position'),
      judgedAt: k.moment('judged_at'),
      /** The ticket's after it was sent back. */
      version: k.int('version'),
    },
    (t) => [
      k.uniqueIndex('closing_look_closing').on(t.ticket, t.closedAt),
      k
        .index('closing_look_waiting')
        .on(t.weight, t.num)
        .where(sql`judged_at IS NULL`),
    ],
  ),
});
