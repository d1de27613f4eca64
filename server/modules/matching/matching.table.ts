import type { Kit } from '../../platform/db/kit.ts';

/** Things that happened, and which tickets and messages tell of them. */
export const defineMatchingTables = (k: Kit) => ({
  incident: k.table('incident', {
    id: k.text('id').primaryKey(),
    firstTicket: k.text('first_ticket').notNull(),
    createdAt: k.moment('created_at').notNull(),
  }),
  /** Why a message joined a ticket, or a ticket an incident. */
  join: k.table(
    'match_join',
    {
      message: k.text('message').primaryKey(),
      ticket: k.text('ticket').notNull(),
      /** same-post | retweet | quote | copy | conversation | own-earlier */
      kind: k.text('kind').notNull(),
      score: k.real('score').notNull(),
      /** Message it was found like. */
      like: k.text('like_message'),
      at: k.moment('at').notNull(),
    },
    (t) => [k.index('match_join_ticket').on(t.ticket)],
  ),
});
