import { and, eq, inArray, isNotNull, like, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { MediaClass } from './media-class.rules.ts';
import type { Medium } from './evidence.types.ts';

/** A file of a message of this ticket; null when it is none. */
export async function findMedium(
  read: Read,
  { id, message: ofMessage, external }: { id: string; message: string; external: string },
): Promise<Medium | null> {
  const { media, message } = read.tables;
  const rows = await read
    .select({ media })
    .from(media)
    .innerJoin(message, eq(message.id, media.message))
    .where(and(eq(media.message, ofMessage), eq(media.externalId, external), eq(message.ticket, id)));
  return rows[0]?.media ?? null;
}

export interface Said {
  readonly class: MediaClass | null;
  readonly officer: string | null;
  readonly at: number;
}

const saying = ({ class: sensitivity, officer, at }: Said) => ({ sensitivity, classedBy: officer, classedAt: at });
const nextVersion = (tx: Tx) => sql`coalesce(${tx.tables.media.classVersion}, 0) + 1`;

/** Writes what a file shows; false when somebody said something else since `before` was read. */
export async function saveClass(tx: Tx, { before, said }: { before: Medium; said: Said }): Promise<boolean> {
  const { media } = tx.tables;
  const rows = await tx
    .update(media)
    .set({ ...saying(said), classVersion: nextVersion(tx) })
    .where(
      and(
        eq(media.message, before.message),
        eq(media.externalId, before.externalId),
        eq(media.state, before.state),
        sql`coalesce(${media.classVersion}, 0) = ${before.classVersion ?? 0}`,
      ),
    )
    .returning({ message: media.message });
  return rows.length > 0;
}

/** A row that shows the file, and the ticket that it stands on. */
export interface Shown {
  readonly message: string;
  readonly externalId: string;
  readonly ticket: string | null;
}

async function withTickets(read: Read, rows: readonly { message: string; externalId: string }[]): Promise<Shown[]> {
  if (rows.length === 0) return [];
  const { message } = read.tables;
  const found = await read
    .select({ id: message.id, ticket: message.ticket })
    .from(message)
    .where(inArray(message.id, [...new Set(rows.map((row) => row.message))]));
  const tickets = new Map(found.map(({ id, ticket }) => [id, ticket]));
  return rows.map((row) => ({ ...row, ticket: tickets.get(row.message) ?? null }));
}

/**
 * Takes a file away from every message that shows it. What was said of it before, and the words that were read from it, are
 * not shown while it is hidden, but stay: a slip of the hand can be taken back whole. Returns where it stood.
 */
export async function hideEverywhere(tx: Tx, sha256: string): Promise<Shown[]> {
  const { media } = tx.tables;
  const rows = await tx
    .update(media)
    .set({ state: 'quarantined', blob: null, prints: null, sha256, classVersion: nextVersion(tx) })
    .where(eq(media.blob, sha256))
    .returning({ message: media.message, externalId: media.externalId });
  const places = await withTickets(tx, rows);
  await cutHeadlines(tx, places);
  return places;
}

/**
 * Gives a file back to every message that showed it and is still there; it is looked at again. What it shows is said of the
 * one that the officer looks at; of the others holds what was said before.
 */
export async function showEverywhere(
  tx: Tx,
  { sha256, said, named }: { sha256: string; said: Said; named: Pick<Medium, 'message' | 'externalId'> },
): Promise<Shown[]> {
  const { media, message } = tx.tables;
  const isHidden = and(eq(media.state, 'quarantined'), eq(media.sha256, sha256));
  const hidden = await tx.select({ message: media.message }).from(media).where(isHidden);
  const ids = hidden.map((one) => one.message);
  const deleted = await tx
    .select({ id: message.id })
    .from(message)
    .where(and(inArray(message.id, ids), isNotNull(message.deletedAt)));
  const gone = deleted.map(({ id }) => id);
  await tx
    .update(media)
    .set({ state: 'gone', sha256: null })
    .where(and(isHidden, inArray(media.message, gone)));
  const rows = await tx
    .update(media)
    .set({ state: 'stored', blob: sha256, lookedAt: null, classVersion: nextVersion(tx) })
    .where(isHidden)
    .returning({ message: media.message, externalId: media.externalId });
  await tx
    .update(media)
    .set(saying(said))
    .where(and(eq(media.message, named.message), eq(media.externalId, named.externalId), eq(media.state, 'stored')));
  return withTickets(tx, rows);
}

/** Where a quarantined file is shown now. */
export async function placesOf(read: Read, sha256: string): Promise<Shown[]> {
  const { media } = read.tables;
  const rows = await read
    .select({ message: media.message, externalId: media.externalId })
    .from(media)
    .where(and(eq(media.state, 'quarantined'), eq(media.sha256, sha256)));
  return withTickets(read, rows);
}

/** Takes away for good what tells of a hidden file: descriptions, what was read from it, by what it is found again, what an order kept of it. */
export async function forgetWords(tx: Tx, sha256: string): Promise<void> {
  const { pictureReading, message, media: files, evidenceMedia, attachment, pictureKey } = tx.tables;
  await tx.update(attachment).set({ marks: null }).where(eq(attachment.blob, sha256));
  await tx.delete(pictureKey).where(eq(pictureKey.blob, sha256));
  await tx.update(evidenceMedia).set({ alt: null }).where(eq(evidenceMedia.sha256, sha256));
  await tx
    .update(files)
    .set({ alt: null })
    .where(and(eq(files.state, 'quarantined'), eq(files.sha256, sha256)));
  for (const { message: of, externalId } of await placesOf(tx, sha256)) {
    await tx
      .delete(pictureReading)
      .where(and(eq(pictureReading.message, of), eq(pictureReading.externalId, externalId)));
    const [post] = await tx.select({ media: message.media }).from(message).where(eq(message.id, of));
    // The author's own description of the picture, as the channel brought it.
    const media = post?.media.map((one) => (one.externalId === externalId ? { ...one, alt: null } : one));
    if (media) await tx.update(message).set({ media }).where(eq(message.id, of));
  }
}

/** Headlines show words that were read from pictures. */
async function cutHeadlines(tx: Tx, shown: readonly Shown[]): Promise<void> {
  const { ticket } = tx.tables;
  const ids = [...new Set(shown.flatMap((one) => one.ticket ?? []))];
  if (ids.length === 0) return;
  const pictured = await tx
    .select({ id: ticket.id, headline: ticket.headline })
    .from(ticket)
    .where(and(inArray(ticket.id, ids), like(ticket.headline, '%▣%')));
  for (const { id, headline } of pictured)
    await tx
      .update(ticket)
      .set({ headline: headline.slice(0, headline.indexOf('▣')).trim() })
      .where(eq(ticket.id, id));
}
