import { and, asc, eq, gte, inArray, isNotNull, min, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Envelope, IntakeAccount, Message, NewMessage, Prediction } from './inbound.types.ts';
import { ownKey } from './thread.rules.ts';

/** Oldest message of the reporter on a ticket. */
export async function firstOfTicket(
  read: Read,
  ticket: string,
): Promise<{ externalId: string; contact: string | null; kind: string; text: string } | null> {
  const { message } = read.tables;
  const rows = await read
    .select({ externalId: message.externalId, contact: message.contact, kind: message.kind, text: message.text })
    .from(message)
    .where(and(eq(message.ticket, ticket), eq(message.voice, 'reporter')))
    .orderBy(asc(message.at))
    .limit(1);
  return rows[0] ?? null;
}

export async function insertEnvelope(tx: Tx, envelope: Envelope): Promise<void> {
  await tx.insertRows(tx.tables.envelope, [envelope]);
}

export async function findEnvelope(read: Read, id: string): Promise<Envelope | null> {
  const { envelope } = read.tables;
  return (await read.select().from(envelope).where(eq(envelope.id, id)))[0] ?? null;
}

/** Envelopes that were stored and not read yet, oldest first. */
export async function waitingEnvelopes(read: Read, limit: number): Promise<string[]> {
  const { envelope } = read.tables;
  const rows = await read
    .select({ id: envelope.id })
    .from(envelope)
    .where(eq(envelope.state, 'stored'))
    .orderBy(asc(envelope.receivedAt), asc(envelope.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Makes a stored envelope one that is read; false when another reader was faster. */
export async function claimEnvelope(tx: Tx, id: string): Promise<boolean> {
  const { envelope } = tx.tables;
  const rows = await tx
    .update(envelope)
    .set({ state: 'parsed' })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'stored')))
    .returning({ id: envelope.id });
  return rows.length > 0;
}

export async function noteCounts(tx: Tx, { id, set }: { id: string; set: Partial<Envelope> }): Promise<void> {
  const { envelope } = tx.tables;
  await tx.update(envelope).set(set).where(eq(envelope.id, id));
}

export async function allAccounts(read: Read): Promise<IntakeAccount[]> {
  const { channelAccount: a } = read.tables;
  return read
    .select({
      id: a.id,
      kind: a.kind,
      handle: a.handle,
      externalId: a.externalId,
      unit: a.unit,
      openingPolicy: a.openingPolicy,
    })
    .from(a);
}

/** Makes the missing ones and returns the id of each external id. */
export async function ensureContacts(
  tx: Tx,
  {
    realm,
    people,
    make,
    at,
  }: {
    realm: string;
    people: readonly { externalId: string; handle: string | null; name: string | null }[];
    make: () => string;
    at: number;
  },
): Promise<Map<string, string>> {
  const { contact } = tx.tables;
  return ensure(
    tx,
    contact,
    realm,
    people.map((one) => one.externalId),
    async (missing) => {
      const wanted = new Set(missing);
      const fresh = new Map(people.filter((one) => wanted.has(one.externalId)).map((one) => [one.externalId, one]));
      await tx.insertRows(
        contact,
        [...fresh.values()].map((one) => ({ id: make(), realm, createdAt: at, ...one })),
        { onConflict: 'ignore' },
      );
    },
  );
}

export async function ensureConversations(
  tx: Tx,
  { realm, externalIds, make, at }: { realm: string; externalIds: readonly string[]; make: () => string; at: number },
): Promise<Map<string, string>> {
  const { conversation } = tx.tables;
  return ensure(tx, conversation, realm, externalIds, async (missing) => {
    await tx.insertRows(
      conversation,
      missing.map((externalId) => ({ id: make(), realm, externalId, createdAt: at })),
      { onConflict: 'ignore' },
    );
  });
}

type Keyed = Tables['contact'] | Tables['conversation'];

async function ensure(
  tx: Tx,
  table: Keyed,
  realm: string,
  externalIds: readonly string[],
  insert: (missing: string[]) => Promise<void>,
): Promise<Map<string, string>> {
  const unique = [...new Set(externalIds)];
  if (unique.length === 0) return new Map();
  const find = async (ids: string[]): Promise<[string, string][]> =>
    (
      await tx
        .select({ externalId: table.externalId, id: table.id })
        .from(table)
        .where(and(eq(table.realm, realm), inArray(table.externalId, ids)))
    ).map((row) => [row.externalId, row.id]);
  const known = new Map(await find(unique));
  const missing = unique.filter((one) => !known.has(one));
  if (missing.length === 0) return known;
  await insert(missing);
  for (const [externalId, id] of await find(missing)) known.set(externalId, id);
  return known;
}

/** Messages that are stored under these external ids. */
export async function messagesByExternal(
  read: Read,
  { realm, externalIds }: { realm: string; externalIds: readonly string[] },
): Promise<Message[]> {
  if (externalIds.length === 0) return [];
  const { message } = read.tables;
  return read
    .select()
    .from(message)
    .where(and(eq(message.realm, realm), inArray(message.externalId, [...new Set(externalIds)])));
}

export async function insertMessages(tx: Tx, rows: readonly NewMessage[]): Promise<void> {
  await tx.insertRows(tx.tables.message, rows, { onConflict: 'ignore' });
}

export async function insertMedia(tx: Tx, rows: readonly Tables['media']['$inferInsert'][]): Promise<void> {
  await tx.insertRows(tx.tables.media, rows, { onConflict: 'ignore' });
}

/** A newer version of a post: the old text is kept beside it. */
export async function replaceText(
  tx: Tx,
  { old, versionId, text, at }: { old: Message; versionId: string; text: string; at: number },
): Promise<void> {
  const { message, messageVersion } = tx.tables;
  await tx.insertRows(messageVersion, [{ message: old.id, versionId: old.versionId, text: old.text, at: old.at }], {
    onConflict: 'ignore',
  });
  await tx.update(message).set({ versionId, text, at }).where(eq(message.id, old.id));
}

/** Leaves of a deleted post only that it was there. */
export async function buryMessages(tx: Tx, { ids, at }: { ids: readonly string[]; at: number }): Promise<void> {
  if (ids.length === 0) return;
  const { message, messageVersion, media } = tx.tables;
  await tx
    .update(message)
    .set({ text: '', salt: '', lat: null, lon: null, copyKey: null, deletedAt: at })
    .where(inArray(message.id, [...ids]));
  await tx.delete(messageVersion).where(inArray(messageVersion.message, [...ids]));
  await tx
    .update(media)
    .set({ state: 'gone', url: null, blob: null, alt: null })
    .where(inArray(media.message, [...ids]));
}

/** Messages that wait for the stages, in order of arrival. */
export async function newMessages(read: Read, { limit, skip }: { limit: number; skip: number }): Promise<Message[]> {
  const { message } = read.tables;
  return read
    .select()
    .from(message)
    .where(eq(message.state, 'new'))
    .orderBy(asc(message.receivedAt), asc(message.id))
    .limit(limit)
    .offset(skip);
}

/** Of the given messages those that still wait: what a repeated or rival run left. */
export async function stillNew(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { message } = tx.tables;
  const rows = await tx
    .select({ id: message.id })
    .from(message)
    .where(and(inArray(message.id, [...ids]), eq(message.state, 'new')));
  return new Set(rows.map((row) => row.id));
}

export interface Settled {
  readonly id: string;
  readonly ticket: string | null;
  readonly voice: string;
  readonly language: string;
  readonly copyKey: string | null;
}

/** Writes what became of messages. */
export async function settleMessages(tx: Tx, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map(({ id, ticket, voice, language, copyKey }) => ({
    id,
    ticket,
    voice,
    language,
    copyKey,
    state: 'done',
  }));
  await tx.updateRows(tx.tables.message, rows, { state: 'new' });
}

export async function insertPredictions(tx: Tx, rows: readonly Prediction[]): Promise<void> {
  await tx.insertRows(tx.tables.prediction, rows, { onConflict: 'ignore' });
}

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
  const { message } = read.tables;
  const rows = await read
    .select({ key: message.externalId, ticket: message.ticket, message: message.id, contact: message.contact })
    .from(message)
    .where(
      and(eq(message.realm, realm), inArray(message.externalId, [...new Set(externalIds)]), isNotNull(message.ticket)),
    );
  return firstOfEach(rows);
}

function firstOfEach(
  rows: readonly { key: string | null; ticket: string | null; message: string; contact: string | null }[],
): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const { key, ticket, message, contact } of rows)
    if (key && ticket && !found.has(key)) found.set(key, { ticket, message, contact });
  return found;
}

/** Age of the oldest message that waits, in milliseconds; 0 when none does. */
export async function intakeLag(read: Read, now: number): Promise<number> {
  const rows = await read.all<{ oldest: number | null }>(
    sql`SELECT min(received_at) AS oldest FROM message WHERE state = 'new'`,
  );
  const oldest = rows[0]?.oldest;
  return oldest === null || oldest === undefined ? 0 : Math.max(0, now - Number(oldest));
}

export async function hasNew(read: Read): Promise<boolean> {
  const { message } = read.tables;
  const rows = await read.select({ id: message.id }).from(message).where(eq(message.state, 'new')).limit(1);
  return rows.length > 0;
}

export interface Told {
  readonly message: Message;
  readonly author: { readonly handle: string | null; readonly name: string | null } | null;
}

/** A ticket's messages with their authors, oldest first. */
export async function messagesOfTicket(read: Read, ticket: string): Promise<Told[]> {
  const { message, contact } = read.tables;
  const rows = await read
    .select({ message, handle: contact.handle, name: contact.name })
    .from(message)
    .leftJoin(contact, eq(contact.id, message.contact))
    .where(eq(message.ticket, ticket))
    .orderBy(asc(message.at))
    .limit(500);
  return rows.map(({ message: row, handle, name }) => ({
    message: row,
    author: handle === null && name === null ? null : { handle, name },
  }));
}

export async function mediaOf(read: Read, messages: readonly string[]): Promise<Tables['media']['$inferSelect'][]> {
  if (messages.length === 0) return [];
  const { media } = read.tables;
  return read
    .select()
    .from(media)
    .where(inArray(media.message, [...messages]));
}

export async function editedMessages(read: Read, messages: readonly string[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const { messageVersion } = read.tables;
  const rows = await read
    .selectDistinct({ message: messageVersion.message })
    .from(messageVersion)
    .where(inArray(messageVersion.message, [...messages]));
  return new Set(rows.map((row) => row.message));
}

export async function predictionsOf(
  read: Read,
  messages: readonly string[],
): Promise<Tables['prediction']['$inferSelect'][]> {
  if (messages.length === 0) return [];
  const { prediction } = read.tables;
  return read
    .select()
    .from(prediction)
    .where(inArray(prediction.message, [...messages]));
}

export async function joinsOf(read: Read, ticket: string): Promise<{ message: string; kind: string; score: number }[]> {
  const { join } = read.tables;
  return read
    .select({ message: join.message, kind: join.kind, score: join.score })
    .from(join)
    .where(eq(join.ticket, ticket))
    .limit(500);
}

/** Takes a message out of the way of those behind it: the stages or the tickets could not deal with it. */
export async function setAside(tx: Tx, id: string): Promise<void> {
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ state: 'failed' })
    .where(and(eq(message.id, id), eq(message.state, 'new')));
}

/** Marks an envelope that nobody here can read; it is kept. */
export async function refuseEnvelope(tx: Tx, id: string): Promise<void> {
  const { envelope } = tx.tables;
  await tx
    .update(envelope)
    .set({ state: 'refused', rejections: [{ where: 'envelope', what: 'no-reader' }] })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'stored')));
}
