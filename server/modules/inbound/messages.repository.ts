import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Message, NewMessage, Prediction } from './inbound.types.ts';

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

/** What the service counts of posts now; it only grows. */
export async function raiseCounts(
  tx: Tx,
  counts: readonly { readonly id: string; readonly reach: number }[],
): Promise<void> {
  if (counts.length > 0) await tx.updateRows(tx.tables.message, counts);
}

/** Leaves of a deleted post only that it was there. */
export async function buryMessages(tx: Tx, { ids, at }: { ids: readonly string[]; at: number }): Promise<void> {
  if (ids.length === 0) return;
  const { message, messageVersion, media, prediction } = tx.tables;
  await tx
    .update(message)
    // What was not read yet is not read any more.
    .set({ text: '', salt: '', lat: null, lon: null, copyKey: null, media: [], deletedAt: at, state: 'done' })
    .where(inArray(message.id, [...ids]));
  // The words that decided are the citizen's.
  await tx.delete(prediction).where(inArray(prediction.message, [...ids]));
  await tx.delete(messageVersion).where(inArray(messageVersion.message, [...ids]));
  await tx
    .update(media)
    .set({ url: null, alt: null, prints: null })
    .where(inArray(media.message, [...ids]));
  // A quarantined file is no author's to withdraw: custodians answer for it.
  await tx
    .update(media)
    .set({ state: 'gone', blob: null, sha256: null, sensitivity: null, classedBy: null, classedAt: null })
    .where(and(inArray(media.message, [...ids]), ne(media.state, 'quarantined')));
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
  // The state is not named to the planner, which would walk every message that waits.
  const rows = await tx
    .select({ id: message.id, state: message.state })
    .from(message)
    .where(inArray(message.id, [...ids]));
  return new Set(rows.flatMap(({ id, state }) => (state === 'new' ? [id] : [])));
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

/** Takes a message out of the way of those behind it: the stages or the tickets could not deal with it. */
export async function setAside(tx: Tx, id: string): Promise<void> {
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ state: 'failed' })
    .where(and(eq(message.id, id), eq(message.state, 'new')));
}
