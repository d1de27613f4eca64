import type { Tx } from '../../schema.ts';
import type { Arrival } from '../tickets/arrival.rules.ts';
import { ticketsOfConversations, ticketsOfCopies, ticketsOfPosts, type Found } from './inbound.repository.ts';
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
): Promise<{ byConversation: Map<string, Found>; byPost: Map<string, Found>; byCopy: Map<string, Found> }> {
  const byPost = new Map<string, Found>();
  const posts = new Map<string, string[]>();
  for (const { message } of arrivals) {
    const wanted = posts.get(message.realm) ?? [];
    wanted.push(...present([message.inReplyTo, message.quotes, message.retweetOf]));
    posts.set(message.realm, wanted);
  }
  for (const [realm, externalIds] of posts)
    for (const [key, found] of await ticketsOfPosts(tx, { realm, externalIds })) byPost.set(key, found);
  return {
    byPost,
    byConversation: await ticketsOfConversations(tx, present(arrivals.map(({ message }) => message.conversation))),
    byCopy: await ticketsOfCopies(tx, {
      keys: present(arrivals.map(({ result }) => result.text.copyKey)),
      since: deps.clock.now() - COPY_WINDOW,
    }),
  };
}
