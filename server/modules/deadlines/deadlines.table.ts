import type { Kit } from '../../platform/db/kit.ts';
import type { Holiday, Terms } from './deadlines.types.ts';

/** Within what time things are done, as administrators set it, and on which days the force works. */
export const defineDeadlineTables = (k: Kit) => ({
  /** One row each time that it is set: what was set before stays, and decides what began before. */
  deadlineBook: k.table(
    'deadline_book',
    {
      version: k.int('version').primaryKey(),
      terms: k.json<Terms>('terms').notNull(),
      /** Clocks that begin from then on follow it. */
      validFrom: k.moment('valid_from').notNull(),
      officer: k.text('officer').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.index('deadline_book_from').on(t.validFrom, t.version)],
  ),
  /** Working days of a unit and all under it; holidays of the units above it count too. */
  calendar: k.table('calendar', {
    unit: k.text('unit').primaryKey(),
    /** 0 Sunday … 6 Saturday; null: those of the unit above. */
    week: k.json<readonly number[] | null>('week'),
    holidays: k.json<readonly Holiday[]>('holidays').notNull(),
    officer: k.text('officer').notNull(),
    at: k.moment('at').notNull(),
    version: k.int('version').notNull(),
  }),
});
