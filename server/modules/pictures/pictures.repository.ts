import { and, asc, eq, inArray, isNull, like, sql, type Placeholder } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Reading } from './pictures.types.ts';

export interface UnreadPicture {
  readonly message: string;
  readonly externalId: string;
  readonly blob: string | null;
}

/** Pictures that were fetched, belong to a settled message and were not read yet, oldest first. */
export async function unreadPictures(read: Read, limit: number): Promise<UnreadPicture[]> {
  const { media, message, pictureReading } = read.tables;
  return read
    .select({ message: media.message, externalId: media.externalId, blob: media.blob })
    .from(media)
    .innerJoin(message, eq(message.id, media.message))
    .leftJoin(
      pictureReading,
      and(
        eq(pictureReading.message, media.message),
        eq(pictureReading.externalId, media.externalId),
        eq(pictureReading.source, 'ocr'),
      ),
    )
    .where(
      and(
        eq(media.state, 'stored'),
        like(media.mime, 'image/%'),
        eq(message.state, 'done'),
        eq(message.direction, 'in'),
        isNull(message.deletedAt),
        isNull(pictureReading.source),
      ),
    )
    .orderBy(asc(media.message), asc(media.externalId))
    .limit(limit);
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
  const { pictureReading } = read.tables;
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
      .where(inArray(pictureReading.message, [...ids]))
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
