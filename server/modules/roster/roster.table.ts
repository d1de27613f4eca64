import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Who is on duty where, and when. */
export const defineRosterTables = (k: Kit) => ({
  duty: k.table(
    'duty',
    {
      id: k.text('id').primaryKey(),
      unit: k.text('unit').notNull(),
      /** Through which he belongs to the unit: who has left it since is not on duty. */
      position: k.text('position').notNull(),
      officer: k.text('officer').notNull(),
      /** desk | night | duty */
      kind: k.text('kind').notNull(),
      fromAt: k.moment('from_at').notNull(),
      untilAt: k.moment('until_at').notNull(),
      /** The declared situation that it was entered for, and that it ends with. */
      situation: k.text('situation'),
      byOfficer: k.text('by_officer').notNull(),
      at: k.moment('at').notNull(),
      cancelledAt: k.moment('cancelled_at'),
    },
    (t) => [
      k
        .uniqueIndex('duty_same')
        .on(t.unit, t.officer, t.kind, t.fromAt, t.untilAt)
        .where(sql`cancelled_at IS NULL`),
      k
        .uniqueIndex('duty_situation')
        .on(t.situation, t.unit, t.officer, t.kind)
        .where(sql`cancelled_at IS NULL AND situation IS NOT NULL`),
      /** From now on there are few, whatever lies behind. */
      k.index('duty_unit').on(t.unit, t.untilAt),
    ],
  ),
});
