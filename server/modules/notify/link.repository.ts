import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { PositionLink } from './notify.types.ts';

/** Tickets whoever asks: what may be told of them is decided by the caller. */
export async function findTickets(read: Read, ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
  if (ids.length === 0) return new Map();
  const { ticket } = read.tables;
  const rows = await read
    .select()
    .from(ticket)
    .where(inArray(ticket.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps a link; the same one of a send that is tried again is there already. */
export async function insertLink(tx: Tx, row: PositionLink): Promise<void> {
  await tx.insert(tx.tables.positionLink).values(row).onConflictDoNothing();
}

/** Whether there is or was such a link, used or expired though it be. */
export async function isKnown(read: Read, tokenHash: string): Promise<boolean> {
  const { positionLink } = read.tables;
  const rows = await read
    .select({ id: positionLink.id })
    .from(positionLink)
    .where(eq(positionLink.tokenHash, tokenHash));
  return rows.length > 0;
}

/** The links that came of one send, in the order in which they were made. */
export async function linksOfSend(
  read: Read,
  { ticket, send }: Pick<PositionLink, 'ticket' | 'send'>,
): Promise<PositionLink[]> {
  const { positionLink } = read.tables;
  return read
    .select()
    .from(positionLink)
    .where(and(eq(positionLink.ticket, ticket), eq(positionLink.send, send)))
    .orderBy(asc(positionLink.createdAt));
}

/** A link that may still be used; null for one that is unknown, used or expired. */
export async function findLink(
  read: Read,
  { tokenHash, now }: { tokenHash: string; now: number },
): Promise<PositionLink | null> {
  const { positionLink } = read.tables;
  const [row] = await read
    .select()
    .from(positionLink)
    .where(and(eq(positionLink.tokenHash, tokenHash), isNull(positionLink.usedAt), gt(positionLink.expiresAt, now)));
  return row ?? null;
}

/** Uses a link up; null when somebody was faster. */
export async function useLink(
  tx: Tx,
  { tokenHash, act, now }: { tokenHash: string; act: string; now: number },
): Promise<PositionLink | null> {
  const { positionLink } = tx.tables;
  const [row] = await tx
    .update(positionLink)
    .set({ usedAt: now, act })
    .where(and(eq(positionLink.tokenHash, tokenHash), isNull(positionLink.usedAt), gt(positionLink.expiresAt, now)))
    .returning();
  return row ?? null;
}

/** Leaves a link as if it had not been used: what was done by it was no news. */
export async function leaveLink(tx: Tx, id: string): Promise<void> {
  const { positionLink } = tx.tables;
  await tx.update(positionLink).set({ usedAt: null, act: null }).where(eq(positionLink.id, id));
}
