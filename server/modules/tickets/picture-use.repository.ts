import { and, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';

/**
 * Whoever puts pictures on reports takes turns until his transaction ends: two likenesses of one picture have no key in
 * common that could be refused. SQLite has one writer.
 */
export async function takePictureTurn(tx: Tx): Promise<void> {
  if (tx.engine === 'postgres')
    await tx.all(sql`SELECT count(pg_advisory_xact_lock(hashtextextended('pictures', 7313)))`);
}

export async function keepPictureKeys(
  tx: Tx,
  { blob, keys }: { blob: string; keys: readonly number[] },
): Promise<void> {
  await tx.insertRows(
    tx.tables.pictureKey,
    keys.map((key) => ({ key, blob })),
    { onConflict: 'ignore' },
  );
}

/** A file on a report of another ticket. */
export interface ReportedFile {
  readonly blob: string;
  readonly marks: Uint8Array | null;
  readonly ticket: string;
  readonly incident: string | null;
}

function reported({ tables: { attachment, ticket } }: Read) {
  return { blob: attachment.blob, marks: attachment.marks, ticket: ticket.id, incident: ticket.incident };
}

/** The very same files on reports of other tickets, whoever may see those. */
export async function reportedWith(
  read: Read,
  { blobs, ticket }: { blobs: readonly string[]; ticket: string },
): Promise<ReportedFile[]> {
  if (blobs.length === 0) return [];
  const { attachment, ticket: tickets } = read.tables;
  return read
    .select(reported(read))
    .from(attachment)
    .innerJoin(tickets, eq(tickets.id, attachment.ticket))
    .where(and(inArray(attachment.blob, [...blobs]), isNotNull(attachment.report), ne(attachment.ticket, ticket)));
}

/** Pictures on reports of other tickets that are kept under one of these numbers, whoever may see those. */
export async function reportedUnder(
  read: Read,
  { keys, ticket }: { keys: readonly number[]; ticket: string },
): Promise<ReportedFile[]> {
  if (keys.length === 0) return [];
  const { pictureKey, attachment, ticket: tickets } = read.tables;
  return read
    .selectDistinct(reported(read))
    .from(pictureKey)
    .innerJoin(attachment, and(eq(attachment.blob, pictureKey.blob), isNotNull(attachment.report)))
    .innerJoin(tickets, eq(tickets.id, attachment.ticket))
    .where(and(inArray(pictureKey.key, [...keys]), ne(attachment.ticket, ticket)));
}
