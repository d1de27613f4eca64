import { and, eq, gt, lte, ne, or, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';

export type LeaseRow = Tables['ticketLease']['$inferSelect'];

/** Takes what nobody holds, or holds one's own on. False when somebody else has it. */
export async function takeLease(tx: Tx, { lease, now }: { lease: LeaseRow; now: number }): Promise<boolean> {
  const { ticketLease } = tx.tables;
  const { officer, position, takenAt, until } = lease;
  const isOwn = eq(ticketLease.officer, officer);
  const rows = await tx
    .insert(ticketLease)
    .values(lease)
    .onConflictDoUpdate({
      target: ticketLease.ticket,
      set: {
        officer,
        position,
        // Held on: since the first moment, unless it had run out meanwhile.
        takenAt: sql`CASE WHEN ${isOwn} AND ${ticketLease.until} > ${now} THEN ${ticketLease.takenAt} ELSE ${takenAt} END`,
        until,
      },
      setWhere: or(isOwn, lte(ticketLease.until, now)),
    })
    .returning({ ticket: ticketLease.ticket });
  return rows.length > 0;
}

/** Takes it from whoever has it. False when it changed hands meanwhile. */
export async function seizeLease(tx: Tx, { lease, from }: { lease: LeaseRow; from: string }): Promise<boolean> {
  const { ticketLease } = tx.tables;
  const rows = await tx
    .update(ticketLease)
    .set(lease)
    .where(and(eq(ticketLease.ticket, lease.ticket), eq(ticketLease.officer, from)))
    .returning({ ticket: ticketLease.ticket });
  return rows.length > 0;
}

export async function findLease(
  read: Read,
  { ticket, now }: { ticket: string; now: number },
): Promise<LeaseRow | null> {
  const { ticketLease } = read.tables;
  const rows = await read
    .select()
    .from(ticketLease)
    .where(and(eq(ticketLease.ticket, ticket), gt(ticketLease.until, now)));
  return rows[0] ?? null;
}

export async function dropLease(tx: Tx, { ticket, officer }: { ticket: string; officer: string }): Promise<void> {
  const { ticketLease } = tx.tables;
  await tx.delete(ticketLease).where(and(eq(ticketLease.ticket, ticket), eq(ticketLease.officer, officer)));
}

/** Forgets what has run out. */
export async function clearLeases(tx: Tx, now: number): Promise<void> {
  const { ticketLease } = tx.tables;
  await tx.delete(ticketLease).where(lte(ticketLease.until, now));
}

/** Leases on tickets that the viewer may see: from the few leases to the ticket, never from the many tickets. */
export async function visibleLeases(read: Read, { viewer, now }: { viewer: Viewer; now: number }): Promise<LeaseRow[]> {
  const { ticketLease } = read.tables;
  if (viewer.units.length === 0) return [];
  return read
    .select()
    .from(ticketLease)
    .where(and(gt(ticketLease.until, now), isSeenBy(read, ticketLease.num, viewer)));
}

/** Tickets that others hold now. */
export async function heldByOthers(
  read: Read,
  { officer, now }: { officer: string; now: number },
): Promise<ReadonlySet<string>> {
  const { ticketLease } = read.tables;
  const rows = await read
    .select({ ticket: ticketLease.ticket })
    .from(ticketLease)
    .where(and(gt(ticketLease.until, now), ne(ticketLease.officer, officer)));
  return new Set(rows.map(({ ticket }) => ticket));
}
