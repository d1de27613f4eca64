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
    ],
  ),
});
