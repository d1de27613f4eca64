import { and, eq, inArray } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import type { Ticket } from './tickets.types.ts';

/** What live updates tell of a ticket, and who may be told. */
export interface Sight {
  readonly ticket: Pick<Ticket, 'id' | 'num' | 'state' | 'urgency' | 'version'>;
  readonly units: ReadonlySet<string>;
  /** Officers whom it is about. */
  readonly hiddenFrom: ReadonlySet<string>;
}

/** Tickets by id with everybody who may see them: asked once for all who wait for news of them. */
export async function sightsOf(read: Read, ids: readonly string[]): Promise<Map<string, Sight>> {
  if (ids.length === 0) return new Map();
  const { ticket, ticketAccess, ticketConflict } = read.tables;
  const { id, num, state, urgency, version } = ticket;
  const rows = await read
    .select({ ticket: { id, num, state, urgency, version }, unit: ticketAccess.unit })
    .from(ticket)
    // In this order, whatever SQLite believes: from the few tickets to their rows.
    .crossJoin(ticketAccess)
    .where(and(eq(ticketAccess.num, ticket.num), inArray(ticket.id, [...ids])));
  const nums = [...new Set(rows.map((row) => row.ticket.num))];
  const conflicts =
    nums.length === 0 ? [] : await read.select().from(ticketConflict).where(inArray(ticketConflict.num, nums));
  const sights = new Map<string, Sight & { units: Set<string>; hiddenFrom: Set<string> }>();
  for (const row of rows) {
    const own = conflicts.filter((one) => one.num === row.ticket.num).map(({ officer }) => officer);
    const known = sights.get(row.ticket.id) ?? {
      ticket: row.ticket,
      units: new Set<string>(),
      hiddenFrom: new Set(own),
    };
    known.units.add(row.unit);
    sights.set(row.ticket.id, known);
  }
  return sights;
}
