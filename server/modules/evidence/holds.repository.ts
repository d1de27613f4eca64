import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { maskAbuse } from './media-class.rules.ts';
import type { KeptMedium, KeptPost, LegalHold } from './evidence.types.ts';

/**
 * Whoever orders or lifts a hold and whoever buries a post of the ticket take turns: what is kept is kept by an order that
 * stands, and what an order no longer keeps is gone. SQLite has one writer.
 */
export async function takeTurns(tx: Tx, tickets: readonly string[]): Promise<void> {
  if (tx.engine !== 'postgres') return;
  for (const ticket of [...new Set(tickets)].sort())
    await tx.all(sql`SELECT count(pg_advisory_xact_lock(hashtextextended(${ticket}, 7312)))`);
}

/** Writes an order; false when the same one is open already. */
export async function insertHold(tx: Tx, hold: LegalHold): Promise<boolean> {
  const { legalHold } = tx.tables;
  const rows = await tx.insert(legalHold).values(hold).onConflictDoNothing().returning({ id: legalHold.id });
  return rows.length > 0;
}

/** Ends an open order of the ticket; false when there is none of that id. */
export async function endHold(
  tx: Tx,
  { id, ticket, officer, reason, at }: { id: string; ticket: string; officer: string; reason: string; at: number },
): Promise<boolean> {
  const { legalHold } = tx.tables;
  const rows = await tx
    .update(legalHold)
    .set({ liftedAt: at, liftedBy: officer, liftReason: reason })
    .where(and(eq(legalHold.id, id), eq(legalHold.ticket, ticket), isNull(legalHold.liftedAt)))
    .returning({ id: legalHold.id });
  return rows.length > 0;
}

/** Orders on a ticket, the newest first. */
export function holdsOf(read: Read, ticket: string): Promise<LegalHold[]> {
  const { legalHold } = read.tables;
  return read.select().from(legalHold).where(eq(legalHold.ticket, ticket)).orderBy(desc(legalHold.at)).limit(100);
}

/** Of these tickets those that an open order keeps. */
export async function heldAmong(read: Read, tickets: readonly string[]): Promise<Set<string>> {
  if (tickets.length === 0) return new Set();
  const { legalHold } = read.tables;
  const rows = await read
    .selectDistinct({ ticket: legalHold.ticket })
    .from(legalHold)
    .where(and(inArray(legalHold.ticket, [...tickets]), isNull(legalHold.liftedAt)));
  return new Set(rows.map(({ ticket }) => ticket));
}

export async function insertKept(
  tx: Tx,
  { posts, media }: { posts: readonly KeptPost[]; media: readonly KeptMedium[] },
): Promise<void> {
  await tx.insertRows(tx.tables.evidence, posts, { onConflict: 'ignore' });
  await tx.insertRows(tx.tables.evidenceMedia, media, { onConflict: 'ignore' });
}

export function keptPosts(read: Read, ticket: string): Promise<KeptPost[]> {
  const { evidence } = read.tables;
  return read.select().from(evidence).where(eq(evidence.ticket, ticket)).orderBy(asc(evidence.at)).limit(500);
}

/** Files of kept posts; of a quarantined one nothing is told but that it is one. */
export async function keptMedia(read: Read, ticket: string): Promise<KeptMedium[]> {
  const { evidenceMedia, quarantine } = read.tables;
  const rows = await read
    .select({ medium: evidenceMedia, state: quarantine.state })
    .from(evidenceMedia)
    .leftJoin(quarantine, eq(quarantine.sha256, evidenceMedia.sha256))
    .where(eq(evidenceMedia.ticket, ticket))
    .orderBy(asc(evidenceMedia.message), asc(evidenceMedia.externalId));
  return rows.map(({ medium, state }) =>
    state === null || state === 'returned' ? medium : maskAbuse({ ...medium, state: 'quarantined' }),
  );
}

/** Removes what was kept on a ticket. Returns the posts and the files that it was. */
export async function dropKept(tx: Tx, ticket: string): Promise<{ posts: string[]; files: string[] }> {
  const { evidence, evidenceMedia } = tx.tables;
  const posts = await tx.delete(evidence).where(eq(evidence.ticket, ticket)).returning({ message: evidence.message });
  const files = await tx
    .delete(evidenceMedia)
    .where(eq(evidenceMedia.ticket, ticket))
    .returning({ sha256: evidenceMedia.sha256 });
  return { posts: posts.map(({ message }) => message), files: files.flatMap(({ sha256 }) => sha256 ?? []) };
}

export async function versionsOf(read: Read, messages: readonly string[]) {
  if (messages.length === 0) return [];
  const { messageVersion } = read.tables;
  return read
    .select()
    .from(messageVersion)
    .where(inArray(messageVersion.message, [...messages]))
    .orderBy(asc(messageVersion.at));
}

/** What a burial takes, as it stands before it: authors, earlier texts, files. */
export async function beforeBurial(tx: Tx, messages: readonly string[]) {
  if (messages.length === 0) return { authors: [], versions: [], media: [] };
  const { message, contact, media } = tx.tables;
  // Waits for whoever notes at this moment that a file was fetched, so that the file is seen below.
  await tx
    .update(media)
    .set({ url: null })
    .where(inArray(media.message, [...messages]));
  const [authors, versions, files] = [
    await tx
      .select({ message: message.id, handle: contact.handle, name: contact.name })
      .from(message)
      .innerJoin(contact, eq(contact.id, message.contact))
      .where(inArray(message.id, [...messages])),
    await versionsOf(tx, messages),
    await tx
      .select()
      .from(media)
      .where(inArray(media.message, [...messages])),
  ];
  return { authors, versions, media: files };
}
