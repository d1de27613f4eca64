import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
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

/** Tickets that a unit may see, in order of number, after one of them. */
export async function ticketsSeenBy(
  tx: Tx,
  { unit, after, limit }: { unit: string; after: number; limit: number },
): Promise<Ticket[]> {
  const { ticket } = tx.tables;
  const nums = await tx.all<{ num: number }>(
    sql`SELECT num FROM ticket_access WHERE unit = ${unit} AND num > ${after} ORDER BY num LIMIT ${limit}`,
  );
  if (nums.length === 0) return [];
  return tx
    .select()
    .from(ticket)
    .where(
      inArray(
        ticket.num,
        nums.map((row) => Number(row.num)),
      ),
    )
    .orderBy(asc(ticket.num));
}
