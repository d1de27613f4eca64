import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Citizens who said nothing of a closing, to be telephoned by somebody outside the circle that closed it. */
export const defineFeedbackTables = (k: Kit) => ({
  feedbackCall: k.table(
    'feedback_call',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      /** Its number, by which readers are found. */
      num: k.count('num').notNull(),
      /** The closing that is asked about. */
      closedAt: k.moment('closed_at').notNull(),
      /** Neither this unit nor any under it calls. */
      circle: k.text('circle').notNull(),
      /** Of a protected matter: a women's cell alone calls. */
      protected: k.bool('protected').notNull(),
      /** Who closed it does not call. */
      closer: k.text('closer').notNull(),
      tries: k.int('tries').notNull(),
      /** Not before. */
      nextAt: k.moment('next_at').notNull(),
      /** Who calls now: to nobody else is the number shown. */
      caller: k.text('caller'),
      callerUntil: k.moment('caller_until'),
      endedAt: k.moment('ended_at'),
      /** solved | not-solved | not-reached | refused | over: said or opened again meanwhile | late: nobody was asked in time */
      result: k.text('result'),
      officer: k.text('officer'),
      position: k.text('position'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k.uniqueIndex('feedback_call_closing').on(t.ticket, t.closedAt),
      k
        .index('feedback_call_next')
        .on(t.nextAt)
        .where(sql`ended_at IS NULL`),
      k
        .index('feedback_call_unreached')
        .on(t.endedAt)
        .where(sql`result IN ('not-reached', 'late')`),
    ],
  ),
});
