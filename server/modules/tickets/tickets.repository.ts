import { and, eq, inArray, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { NewTicket, Ticket } from './tickets.types.ts';
import { type Viewer, noConflict } from './access.repository.ts';
import { isMaskedLine } from './masked.repository.ts';
import { readBy, veil, veilsOf } from './veil.repository.ts';

export interface FoundTicket {
  readonly ticket: Ticket;
  /** The viewer's units that may see it. */
  readonly units: string[];
  /** He reads a summary, or a mere line, instead of the citizen's words. */
  readonly isVeiled: boolean;
  /** It is protected, and he is not among those who read it: neither who nor where exactly is told him. */
  readonly isMasked: boolean;
}

/** The ticket as the viewer may see it; null when none of his units may. */
export async function findTicket(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<FoundTicket | null> {
  if (viewer.units.length === 0) return null;
  const { ticket, ticketAccess } = read.tables;
  const places = viewer.units.map((_, index) => sql.placeholder(`unit${index}`));
  const query = prepared(read, `tickets.find.${places.length}`, () =>
    read
      .select({ ticket, unit: ticketAccess.unit })
      .from(ticket)
      .innerJoin(ticketAccess, eq(ticketAccess.num, ticket.num))
      .where(
        and(
          eq(ticket.id, sql.placeholder('id')),
          inArray(ticketAccess.unit, places),
          noConflict(read, ticket.num, sql.placeholder('officer')),
        ),
      ),
  );
  const units = Object.fromEntries(viewer.units.map((unit, index) => [`unit${index}`, unit]));
  const rows = await query.execute({ id, officer: viewer.officer, ...units });
  const first = rows[0];
  if (!first) return null;
  const summary = (await veilsOf(read, { viewer, tickets: [first.ticket] })).get(id);
  const seen = summary === undefined ? first.ticket : readBy(first.ticket, summary);
  const isMasked = summary !== undefined && seen.protected && isMaskedLine(summary);
  return { ticket: seen, units: rows.map((row) => row.unit), isVeiled: summary !== undefined, isMasked };
}

export async function insertTicket(tx: Tx, values: NewTicket): Promise<void> {
  await tx.insertRows(tx.tables.ticket, [values]);
}

/** Changes a ticket as it was read; null when somebody was faster. */
export async function updateTicket(
  tx: Tx,
  { before, set, at }: { before: Ticket; set: Partial<NewTicket>; at: number },
): Promise<Ticket | null> {
  const { id, version } = before;
  const change = { ...set, id, version: version + 1, updatedAt: at };
  const changed = await tx.updateRows(tx.tables.ticket, [change], { version });
  return changed === 1 ? { ...before, ...change } : null;
}

/**
 * Changes what no officer decided on and no act is based on: the version stays, so that nobody's act or undo is
 * stale by it. Null when somebody was faster.
 */
export async function addToTicket(
  tx: Tx,
  { before, set }: { before: Ticket; set: Pick<NewTicket, 'incident'> },
): Promise<Ticket | null> {
  // Nor does the time of the last act change: by it an undo finds what that act queued and stopped.
  const change = { ...set, id: before.id };
  const changed = await tx.updateRows(tx.tables.ticket, [change], { version: before.version });
  return changed === 1 ? { ...before, ...change } : null;
}

export async function findByDocket(read: Read, docket: string): Promise<Ticket | null> {
  const { ticket } = read.tables;
  const rows = await read.select().from(ticket).where(eq(ticket.docket, docket));
  return rows[0] ?? null;
}

/** A ticket whoever asks: the caller must know that it may be told. */
export async function findById(read: Read, id: string): Promise<Ticket | null> {
  const { ticket } = read.tables;
  const rows = await read.select().from(ticket).where(eq(ticket.id, id));
  return rows[0] ?? null;
}

/** A ticket by docket, for one who may see it. */
export async function findVisibleDocket(
  read: Read,
  { docket, viewer }: { docket: string; viewer: Viewer },
): Promise<Ticket | null> {
  const known = await findByDocket(read, docket);
  const found = known && (await findTicket(read, { id: known.id, viewer }));
  return found?.ticket ?? null;
}

/** Which of these tickets the viewer may see, with the state: for live updates and event lists. */
export async function visibleTickets(
  read: Read,
  { viewer, ids }: { viewer: Viewer; ids: readonly string[] },
): Promise<Ticket[]> {
  if (ids.length === 0 || viewer.units.length === 0) return [];
  const { ticket, ticketAccess } = read.tables;
  const rows = await read
    .select({ ticket })
    .from(ticket)
    // In this order, whatever SQLite believes: by the unit it would look through everything that a state may see.
    .crossJoin(ticketAccess)
    .where(
      and(
        eq(ticketAccess.num, ticket.num),
        inArray(ticket.id, [...new Set(ids)]),
        inArray(ticketAccess.unit, [...viewer.units]),
        noConflict(read, ticket.num, viewer.officer),
      ),
    );
  return veil(read, { viewer, tickets: [...new Map(rows.map((row) => [row.ticket.id, row.ticket])).values()] });
}

/** The account a ticket came in on. */
export async function accountOf(read: Read, id: string): Promise<{ id: string; kind: string; handle: string } | null> {
  const { channelAccount } = read.tables;
  const rows = await read
    .select({ id: channelAccount.id, kind: channelAccount.kind, handle: channelAccount.handle })
    .from(channelAccount)
    .where(eq(channelAccount.id, id));
  return rows[0] ?? null;
}
