import type { Tx } from '../../schema.ts';
import type { Arrival } from '../tickets/arrival.rules.ts';
import {
  giveTicket,
  looseRetweets,
  ticketsOfConversations,
  ticketsOfCopies,
  ticketsOfPosts,
  type Found,
  type Loose,
} from './matches.repository.ts';
import type { InboundDeps } from './inbound.types.ts';

const DAY = 24 * 60 * 60_000;
/** Copies of a text join what was written within this time. */
const COPY_WINDOW = 30 * DAY;

const present = (values: readonly (string | null)[]): string[] =>
  values.filter((value): value is string => value !== null && value !== '');

/** Tickets that hold the arrivals' conversations, the posts they answer, quote or repeat, and copies of their words. */
export async function matchesOf(
  deps: Pick<InboundDeps, 'clock'>,
  tx: Tx,
  arrivals: readonly Arrival[],
): Promise<{
  byConversation: Map<string, Found>;
  byPost: Map<string, Found>;
  byCopy: Map<string, Found>;
  loose: Map<string, Loose[]>;
}> {
  const byPost = new Map<string, Found>();
  const posts = new Map<string, string[]>();
  for (const { message } of arrivals) {
    const wanted = posts.get(message.realm) ?? [];
    wanted.push(...present([message.inReplyTo, message.quotes, message.retweetOf]));
    posts.set(message.realm, wanted);
  }
  for (const [realm, externalIds] of posts)
    for (const [key, found] of await ticketsOfPosts(tx, { realm, externalIds })) byPost.set(key, found);
  const loose = new Map<string, Loose[]>();
  for (const realm of new Set(arrivals.map(({ message }) => message.realm))) {
    const externalIds = arrivals.flatMap(({ message }) => (message.realm === realm ? message.externalId : []));
    for (const [key, found] of await looseRetweets(tx, { realm, externalIds })) loose.set(key, found);
  }
  return {
    loose,
    byPost,
    byConversation: await ticketsOfConversations(tx, present(arrivals.map(({ message }) => message.conversation))),
    byCopy: await copiesOf(tx, arrivals, deps.clock.now() - COPY_WINDOW),
  };
}

/** Gives retweets that came before their post the ticket that it belongs to. */
export async function adoptRetweets(tx: Tx, adopted: ReadonlyMap<string, string>): Promise<void> {
  for (const [message, ticket] of adopted) await giveTicket(tx, { message, ticket });
}

/** A real plea never joins a replayed one: copies are looked for where the post came from. */
async function copiesOf(tx: Tx, arrivals: readonly Arrival[], since: number): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const realm of new Set(arrivals.map(({ message }) => message.realm))) {
    const keys = present(arrivals.map(({ message, result }) => (message.realm === realm ? result.text.copyKey : null)));
    for (const [key, one] of await ticketsOfCopies(tx, { realm, keys, since })) found.set(key, one);
  }
  return found;
}
