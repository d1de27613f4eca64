import { and, asc, eq, inArray, isNull, not, sql, type Placeholder } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Reading } from './pictures.types.ts';

/** One that was fetched and that the machine has not looked at. */
export interface UnseenMedium {
  readonly message: string;
  readonly externalId: string;
  readonly blob: string | null;
  readonly mime: string | null;
}

/** What was fetched for settled messages and not looked at yet, oldest first. The rest of the media is never walked. */
export async function unseenMedia(read: Read, limit: number): Promise<UnseenMedium[]> {
  const { media, message } = read.tables;
  return read
    .select({ message: media.message, externalId: media.externalId, blob: media.blob, mime: media.mime })
    .from(media)
    .crossJoin(message)
    .where(
      and(
        isNull(media.lookedAt),
        eq(media.state, 'stored'),
        eq(message.id, media.message),
        eq(message.state, 'done'),
        isNull(message.deletedAt),
      ),
    )
    .orderBy(asc(media.message), asc(media.externalId))
    .limit(limit);
}

/**
 * Notes that a medium was looked at, and what its picture is found again by. False when it is not shown any more: then
 * nothing that was read from it may be kept.
 */
export async function markLooked(
  tx: Tx,
  { message, externalId, prints, at }: { message: string; externalId: string; prints: Uint8Array | null; at: number },
): Promise<boolean> {
  const { media } = tx.tables;
  const rows = await tx
    .update(media)
    .set({ lookedAt: at, prints: prints === null ? null : Buffer.from(prints) })
    .where(and(eq(media.message, message), eq(media.externalId, externalId), eq(media.state, 'stored')))
    .returning({ message: media.message });
  return rows.length > 0;
}

/** Prints of the pictures that a message shows, in order. */
export async function printsOf(read: Read, message: string): Promise<Uint8Array[]> {
  const { media } = read.tables;
  const rows = await read
    .select({ prints: media.prints })
    .from(media)
    .where(and(eq(media.message, message), eq(media.state, 'stored')))
    .orderBy(asc(media.externalId));
  return rows.flatMap(({ prints }) => prints ?? []);
}

/** Writes what was read; a second reading by the same source replaces the first. */
export async function saveReading(tx: Tx, reading: Tables['pictureReading']['$inferInsert']): Promise<void> {
  const { pictureReading } = tx.tables;
  const { text, confidence, officer, at } = reading;
  await tx
    .insert(pictureReading)
    .values(reading)
    .onConflictDoUpdate({
      target: [pictureReading.message, pictureReading.externalId, pictureReading.source],
      set: { text, confidence, officer, at },
    });
}

/** Takes an officer's words for a picture back. */
export async function removeReading(
  tx: Tx,
  { message, externalId }: { message: string; externalId: string },
): Promise<void> {
  const { pictureReading } = tx.tables;
  await tx
    .delete(pictureReading)
    .where(
      and(
        eq(pictureReading.message, message),
        eq(pictureReading.externalId, externalId),
        eq(pictureReading.source, 'officer'),
      ),
    );
}

export async function readingsOf(read: Read, messages: readonly string[]): Promise<Reading[]> {
  if (messages.length === 0) return [];
  const { pictureReading, media } = read.tables;
  // Words of a hidden file are not told while it may still come back.
  const hidden = sql`EXISTS (SELECT 1 FROM ${media} WHERE ${media.message} = ${pictureReading.message}
    AND ${media.externalId} = ${pictureReading.externalId} AND ${media.state} = 'quarantined')`;
  const select = (ids: readonly (string | Placeholder)[]) =>
    read
      .select({
        message: pictureReading.message,
        externalId: pictureReading.externalId,
        source: pictureReading.source,
        text: pictureReading.text,
        confidence: pictureReading.confidence,
      })
      .from(pictureReading)
      .where(and(inArray(pictureReading.message, [...ids]), not(hidden)))
      .orderBy(asc(pictureReading.message), asc(pictureReading.externalId), asc(pictureReading.source));
  if (messages.length > 1) return select(messages);
  // Every opening asks for those of one message.
  const query = prepared(read, 'pictures.readingsOf', () => select([sql.placeholder('message')]));
  return query.execute({ message: messages[0] });
}

/** Words of pictures go with the post that showed them. */
export async function forgetReadings(tx: Tx, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return;
  const { pictureReading } = tx.tables;
  await tx.delete(pictureReading).where(inArray(pictureReading.message, [...messages]));
}
