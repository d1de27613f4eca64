import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { holdTickets } from './intake.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** Units that moved in the tree after one position, up to and with another, with the position of the move. */
export async function movedUnits(
  read: Read,
  { after, upTo }: { after: number; upTo: number },
): Promise<{ unit: string; position: number }[]> {
  const { events } = read.tables;
  const rows = await read
    .select({ stream: events.stream, position: events.position })
    .from(events)
    .where(and(gt(events.position, after), lte(events.position, upTo), eq(events.type, 'unit.moved')))
    .orderBy(asc(events.position));
  return rows.map((row) => ({ unit: row.stream.replace(/^unit:/, ''), position: row.position ?? after }));
}

/** Tickets that a unit may see, in order of number, after one of them, each with the list that it stands in; held until the transaction ends. */
export async function ticketsSeenBy(
  tx: Tx,
  { unit, after, limit }: { unit: string; after: number; limit: number },
): Promise<{ ticket: Ticket; listed: string }[]> {
  const { ticket, ticketAccess } = tx.tables;
  const nums = await tx.all<{ num: number }>(
    sql`SELECT num FROM ticket_access WHERE unit = ${unit} AND num > ${after} ORDER BY num LIMIT ${limit}`,
  );
  if (nums.length === 0) return [];
  const wanted = nums.map((row) => Number(row.num));
  const ids = await tx.select({ id: ticket.id }).from(ticket).where(inArray(ticket.num, wanted));
  const held = await holdTickets(
    tx,
    ids.map(({ id }) => id),
  );
  // What became of them while they were waited for counts.
  const lists = await tx
    .select({ num: ticketAccess.num, state: ticketAccess.state })
    .from(ticketAccess)
    .where(and(eq(ticketAccess.unit, unit), inArray(ticketAccess.num, wanted)));
  const byNum = new Map(lists.map((row) => [row.num, row.state]));
  return held
    .map((one) => ({ ticket: one, listed: byNum.get(one.num) ?? one.state }))
    .sort((a, b) => a.ticket.num - b.ticket.num);
}
