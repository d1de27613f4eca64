import type { Kit } from '../../platform/db/kit.ts';

/** The page for the morning meeting, mailed to positions. */
export const defineMorningTables = (k: Kit) => ({
  /** What a position wants by mail: one page of a unit, at a time of the day. */
  morningMail: k.table('morning_mail', {
    position: k.text('position').primaryKey(),
    unit: k.text('unit').notNull(),
    locale: k.text('locale').notNull(),
    /** Minute of the day in Kolkata. */
    minute: k.int('minute').notNull(),
    /** Days of the week, 0 for Monday; none: nothing is mailed. */
    days: k.json<readonly number[]>('days').notNull(),
    officer: k.text('officer').notNull(),
    version: k.int('version').notNull(),
    updatedAt: k.moment('updated_at').notNull(),
  }),
  /** A day's mail to a position: whoever writes the row sends it, and nobody else. */
  morningSend: k.table(
    'morning_send',
    {
      position: k.text('position').notNull(),
      /** 2026-11-27 in Kolkata. */
      day: k.text('day').notNull(),
      unit: k.text('unit').notNull(),
      /** sending | sent | queued | failed | unknown */
      state: k.text('state').notNull(),
      attempts: k.int('attempts').notNull(),
      error: k.text('error'),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.position, t.day] })],
  ),
});
