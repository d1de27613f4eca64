import type { Kit } from '../../platform/db/kit.ts';
import type { Statistics } from './public.types.ts';

/** Figures of units, kept up with the record of events. */
export const defineReportTables = (k: Kit) => ({
  /** What happened at a unit and everything under it, of one day or one month. */
  rollup: k.table(
    'rollup',
    {
      unit: k.text('unit').notNull(),
      /** A day or a month of Asia/Kolkata, as `bucket.rules` numbers them. */
      bucket: k.int('bucket').notNull(),
      /** Unit complained of, from which these tickets are hidden; empty for all others. */
      hidden: k.text('hidden').notNull(),
      /** Sums by the code of the measure, as JSON. Before `parts`: what is read most lies first. */
      sums: k.text('sums').notNull(),
      /** The same by category (`c:theft`) and channel (`h:x`); `w`: received by hour of the week. */
      parts: k.text('parts').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.unit, t.bucket, t.hidden] })],
  ),
  /** What of one ticket is in the roll-ups: taken out again when the ticket has changed. */
  rollupTicket: k.table('rollup_ticket', {
    num: k.count('num').primaryKey(),
    hidden: k.text('hidden').notNull(),
    category: k.text('category').notNull(),
    channel: k.text('channel').notNull(),
    /** Sums by unit and day, as JSON: ids and numbers. */
    cells: k.text('cells').notNull(),
  }),
  /** How far the roll-ups are: one row. */
  rollupState: k.table('rollup_state', {
    name: k.text('name').primaryKey(),
    /** Events up to this position are in. */
    position: k.count('position').notNull(),
    /** Tickets up to this number are in that were there before the first event was followed; null: all are. */
    num: k.count('num'),
    /** Rises with every change of the roll-ups. */
    turn: k.count('turn').notNull(),
    /** Whom each unit stood under when the roll-ups were last brought after the tree: unit to parent, as JSON. */
    tree: k.text('tree').notNull(),
    /** A unit whose figures are being brought after its move in the tree, and how far that is, as JSON. */
    moving: k.text('moving'),
  }),
  /** What everybody was told of the weeks up to a day: counted once, and never told otherwise. */
  statisticsTold: k.table('statistics_told', {
    /** The last day, 2026-11-22. */
    to: k.text('to_day').primaryKey(),
    body: k.json<Statistics>('body').notNull(),
    at: k.moment('at').notNull(),
  }),
  /** When a handle was last mentioned, and last answered by an officer. */
  handleLife: k.table('handle_life', {
    account: k.text('account').primaryKey(),
    mentionedAt: k.moment('mentioned_at'),
    answeredAt: k.moment('answered_at'),
  }),
});
