import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Sighted } from '../tickets/visible.usecases.ts';
import { keyOf } from './reading.rules.ts';
import type { ReadRow } from './readers.types.ts';

export async function insertReads(tx: Tx, rows: readonly ReadRow[]): Promise<void> {
  await tx.insertRows(tx.tables.ticketRead, rows, { onConflict: 'ignore' });
}

/** Who read a ticket, the last first. */
export function readsOfTicket(read: Read, { ticket, limit }: { ticket: string; limit: number }): Promise<ReadRow[]> {
  const { ticketRead } = read.tables;
  return read
    .select()
    .from(ticketRead)
    .where(eq(ticketRead.ticket, ticket))
    .orderBy(desc(ticketRead.slot), desc(ticketRead.at))
    .limit(limit);
}

/** Where a page of readings begins: below this one. */
export interface ReadKey {
  readonly at: number;
  readonly ticket: string;
  /** Of one ticket several ways of reading may bear one moment. */
  readonly kind: string;
}

function isBelow(read: Read, { at, ticket, kind }: ReadKey) {
  const { ticketRead: row } = read.tables;
  const sameTicket = and(eq(row.ticket, ticket), lt(row.kind, kind));
  return or(lt(row.at, at), and(eq(row.at, at), or(lt(row.ticket, ticket), sameTicket)));
}

/** What an officer read of what the viewer may see, the last first. */
export async function readsOfOfficer(
  read: Read,
  { officer, viewer, before, limit }: { officer: string; viewer: Sighted; before: ReadKey | null; limit: number },
): Promise<(ReadRow & { docket: string | null })[]> {
  if (viewer.units.length === 0) return [];
  const { ticketRead, ticket } = read.tables;
  const rows = await read
    .select({ row: ticketRead, docket: ticket.docket })
    .from(ticketRead)
    .innerJoin(ticket, eq(ticket.id, ticketRead.ticket))
    .where(
      and(
        eq(ticketRead.officer, officer),
        before ? isBelow(read, before) : undefined,
        isSeenBy(read, ticket.num, viewer),
      ),
    )
    .orderBy(desc(ticketRead.at), desc(ticketRead.ticket), desc(ticketRead.kind))
    .limit(limit);
  return rows.map(({ row, docket }) => ({ ...row, docket }));
}

/** A ticket by its number, for one whose units may see it. */
export async function ticketForReaders(
  read: Read,
  { docket, viewer }: { docket: string; viewer: Sighted },
): Promise<{ id: string; docket: string | null } | null> {
  if (viewer.units.length === 0) return null;
  const { ticket } = read.tables;
  const rows = await read
    .select({ id: ticket.id, docket: ticket.docket })
    .from(ticket)
    .where(and(eq(ticket.docket, docket), isSeenBy(read, ticket.num, viewer)));
  return rows[0] ?? null;
}

/** Removes readings before a moment, a few at a time; answers the keys of those that went. */
export async function dropReads(tx: Tx, { before, limit }: { before: number; limit: number }): Promise<string[]> {
  const { ticketRead } = tx.tables;
  const due = await tx
    .select({ ticket: ticketRead.ticket, slot: ticketRead.slot, officer: ticketRead.officer, kind: ticketRead.kind })
    .from(ticketRead)
    .where(lt(ticketRead.at, before))
    .orderBy(ticketRead.at)
    .limit(limit);
  if (due.length === 0) return [];
  const last = due.at(-1)?.slot ?? 0;
  const rows = await tx
    .delete(ticketRead)
    .where(
      and(
        lt(ticketRead.at, before),
        sql`${ticketRead.slot} <= ${last}`,
        inArray(ticketRead.ticket, [...new Set(due.map((one) => one.ticket))]),
      ),
    )
    .returning();
  return rows.map(keyOf);
}

/** How many lines are older than a moment, up to a limit. */
export async function countReads(read: Read, { before, limit }: { before: number; limit: number }): Promise<number> {
  const { ticketRead } = read.tables;
  const some = read
    .select({ one: sql`1`.as('one') })
    .from(ticketRead)
    .where(lt(ticketRead.at, before))
    .limit(limit)
    .as('old');
  const rows = await read.select({ n: sql<number>`count(*)` }).from(some);
  return Number(rows[0]?.n ?? 0);
}
