import { inArray, sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { noConflict, type Viewer } from './access.repository.ts';
import type { Waiting } from './waiting.rules.ts';

/** So many of the state's oldest of one urgency are looked through: danger is rarer than that. */
const LOOKED_THROUGH = 2000;

const isListed = (read: Read, units: readonly string[]) => {
  const { ticket, ticketAccess } = read.tables;
  return sql`EXISTS (SELECT 1 FROM ${ticketAccess} WHERE ${ticketAccess.num} = ${ticket.num} AND ${ticketAccess.state} = 'received' AND ${inArray(ticketAccess.unit, [...units])})`;
};

/** Waiting tickets of one urgency that the viewer may see, oldest first; folded ones are listed apart and not among them. */
export async function waitingOfUrgency(
  read: Read,
  { viewer, urgency, limit }: { viewer: Viewer; urgency: string; limit: number },
): Promise<Waiting[]> {
  const { ticket } = read.tables;
  if (viewer.units.length === 0) return [];
  return read.all<Waiting>(
    // The state is spelt out: only then does SQLite see that the index of what waits holds all of it.
    sql`SELECT id, num, urgency, language FROM ticket
      WHERE num IN (SELECT num FROM ticket WHERE state = 'received' AND urgency = ${urgency} ORDER BY num LIMIT ${LOOKED_THROUGH})
        AND ${isListed(read, viewer.units)} AND ${noConflict(read, ticket.num, viewer.officer)} ORDER BY num LIMIT ${limit}`,
  );
}

/** Waiting tickets of any urgency that the viewer may see: of each unit the oldest. */
export async function waitingOldest(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<Waiting[]> {
  const { ticket } = read.tables;
  if (viewer.units.length === 0) return [];
  const lists = viewer.units.map(
    (unit) =>
      sql`SELECT num FROM (SELECT num FROM ticket_access WHERE unit = ${unit} AND state = 'received' ORDER BY num LIMIT ${limit}) AS list`,
  );
  return read.all<Waiting>(
    sql`SELECT id, num, urgency, language FROM ticket WHERE num IN (${sql.join(lists, sql` UNION `)}) AND ${noConflict(read, ticket.num, viewer.officer)} ORDER BY num LIMIT ${limit}`,
  );
}
