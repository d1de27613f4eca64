import type { Kit } from '../../platform/db/kit.ts';
import type { MatchReasons } from './matching.types.ts';

/** Things that happened, and which tickets and messages tell of them. */
export const defineMatchingTables = (k: Kit) => ({
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
  /** What matching keeps of a message, hashes only; goes with the message. */
  messageSignature: k.table(
    'message_signature',
    {
      message: k.text('message').primaryKey(),
      /** Grows with settling: the order in which the matcher reads. */
      num: k.count('num').notNull(),
      realm: k.text('realm').notNull(),
      /** When it was settled. */
      at: k.moment('at').notNull(),
      bytes: k.bytes('bytes').notNull(),
    },
    (t) => [k.uniqueIndex('message_signature_num').on(t.num)],
  ),
  /** Two tickets that perhaps tell of one event, and what was decided of them. */
  matchSuggestion: k.table(
    'match_suggestion',
    {
      /** The newer ticket. */
      ticket: k.text('ticket').notNull(),
      other: k.text('other').notNull(),
      message: k.text('message').notNull(),
      /** Message of the other ticket that it was found like. */
      like: k.text('like_message').notNull(),
      score: k.real('score').notNull(),
      /** copy | event | picture */
      kind: k.text('kind').notNull(),
      /** Words of the messages: they go with them. */
      reasons: k.json<MatchReasons>('reasons').notNull(),
      /** open | joined | apart */
      state: k.text('state').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.ticket, t.other] }),
      k.index('match_suggestion_other').on(t.other),
      k.index('match_suggestion_message').on(t.message),
      k.index('match_suggestion_like').on(t.like),
    ],
  ),
});
