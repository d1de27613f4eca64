import { and, asc, eq, gte, inArray, isNotNull, isNull, min, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { ownKey } from './thread.rules.ts';

export interface Found {
  readonly ticket: string;
  /** The message it was found by; null when the ticket itself was. */
  readonly message: string | null;
  readonly contact: string | null;
}

/**
 * Tickets of conversations: of each the first, and under `ownKey` the newest that each contact made there. A thread may
 * hold fifty thousand voices: where tickets were made in it they are asked, not its messages.
 */
export async function ticketsOfConversations(
  read: Read,
  conversations: readonly string[],
): Promise<Map<string, Found>> {
  const wanted = [...new Set(conversations)];
  const found = new Map<string, Found>();
  if (wanted.length === 0) return found;
  const { message, ticket } = read.tables;
  const made = await read
    .select({ key: ticket.conversation, ticket: ticket.id, contact: ticket.reporter })
    .from(ticket)
    .where(inArray(ticket.conversation, wanted))
    .orderBy(asc(ticket.num));
  for (const { key, ticket: id, contact } of made) {
    if (key === null) continue;
    const one = { ticket: id, message: null, contact };
    if (!found.has(key)) found.set(key, one);
    if (contact !== null) found.set(ownKey(key, contact), one);
  }
  const joined = wanted.filter((one) => !found.has(one));
  if (joined.length === 0) return found;
  const firsts = await read
    .select({ id: min(message.id) })
    .from(message)
    .where(and(inArray(message.conversation, joined), isNotNull(message.ticket)))
    .groupBy(message.conversation);
  const ids = firsts.flatMap((row) => row.id ?? []);
  if (ids.length === 0) return found;
  const rows = await read
    .select({ key: message.conversation, ticket: message.ticket, message: message.id, contact: message.contact })
    .from(message)
    .where(inArray(message.id, ids));
  return new Map([...found, ...firstOfEach(rows)]);
}

/** Tickets of copies of a text that came since a moment. */
export async function ticketsOfCopies(
  read: Read,
  { realm, keys, since }: { realm: string; keys: readonly string[]; since: number },
): Promise<Map<string, Found>> {
  if (keys.length === 0) return new Map();
  const { message } = read.tables;
  // Hidden from the planner: by the realm it would walk every message there is.
  const rows = await read
    .select({ key: message.copyKey, ticket: message.ticket, message: message.id, contact: message.contact })
    .from(message)
    .where(
      and(
        inArray(message.copyKey, [...new Set(keys)]),
        sql`coalesce(${message.realm}, '') = ${realm}`,
        isNotNull(message.ticket),
        gte(message.receivedAt, since),
      ),
    )
    .orderBy(asc(message.receivedAt));
  return firstOfEach(rows);
}

/** Tickets that hold the messages with these external ids. */
export async function ticketsOfPosts(
  read: Read,
  { realm, externalIds }: { realm: string; externalIds: readonly string[] },
): Promise<Map<string, Found>> {
  if (externalIds.length === 0) return new Map();
  const { message, ticket } = read.tables;
  // What was erased takes no new words: they are a matter of their own.
  const rows = await read
    .select({ key: message.externalId, ticket: message.ticket, message: message.id, contact: message.contact })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticket))
    .where(
      and(
        eq(message.realm, realm),
        inArray(message.externalId, [...new Set(externalIds)]),
        isNotNull(message.ticket),
        isNull(ticket.erasedAt),
      ),
    );
  return firstOfEach(rows);
}

/** A retweet whose post is not held. */
export interface Loose {
  readonly message: string;
  readonly reach: number;
  readonly at: number;
}

/** Retweets that came before these posts, by the post. */
export async function looseRetweets(
  read: Read,
  { realm, externalIds }: { realm: string; externalIds: readonly string[] },
): Promise<Map<string, Loose[]>> {
  const found = new Map<string, Loose[]>();
  if (externalIds.length === 0) return found;
  const { message } = read.tables;
  // Only the post is named to the planner: by the ticket or the state it would walk every message that has none.
  const rows = await read
    .select({
      post: message.retweetOf,
      message: message.id,
      reach: message.reach,
      at: message.at,
      realm: message.realm,
      ticket: message.ticket,
      deletedAt: message.deletedAt,
      state: message.state,
    })
    .from(message)
    .where(inArray(message.retweetOf, [...new Set(externalIds)]));
  for (const row of rows) {
    const isLoose = row.realm === realm && row.ticket === null && row.deletedAt === null && row.state === 'done';
    if (row.post && isLoose) found.set(row.post, [...(found.get(row.post) ?? []), row]);
  }
  return found;
}

/** Puts a message that belonged nowhere to a ticket. */
export async function giveTicket(tx: Tx, { message: id, ticket }: { message: string; ticket: string }): Promise<void> {
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ ticket, voice: 'voice' })
    .where(and(eq(message.id, id), isNull(message.ticket)));
}

function firstOfEach(
  rows: readonly { key: string | null; ticket: string | null; message: string; contact: string | null }[],
): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const { key, ticket, message, contact } of rows)
    if (key && ticket && !found.has(key)) found.set(key, { ticket, message, contact });
  return found;
}
