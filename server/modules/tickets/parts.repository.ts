import { and, asc, inArray, isNotNull, ne, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { WITHDRAWN, type Ticket } from './tickets.types.ts';

/** A matter that was split off, at any depth, under a ticket that it comes from. */
export interface Part {
  readonly id: string;
  readonly origin: string;
  /** By which words the origin is read instead: those that were written nearest to it. */
  readonly summary: string | null;
}

const listed = (ids: readonly string[]): SQL =>
  sql.join(
    [...new Set(ids)].map((id) => sql`${id}`),
    sql`, `,
  );

/** Matters that were split off from these tickets themselves and stand, whoever asks. */
export async function splitsOf(read: Read, ids: readonly string[]): Promise<{ id: string; origin: string }[]> {
  if (ids.length === 0) return [];
  const { ticket } = read.tables;
  const rows = await read
    .select({ id: ticket.id, origin: ticket.splitFrom })
    .from(ticket)
    .where(and(isNotNull(ticket.splitFrom), inArray(ticket.splitFrom, [...new Set(ids)]), ne(ticket.state, WITHDRAWN)))
    .orderBy(asc(ticket.num));
  return rows.flatMap(({ id, origin }) => (origin === null ? [] : [{ id, origin }]));
}

/** Everything that was split off from these tickets, and again from what was: each once under every one that it comes from. */
export async function partsOf(read: Read, origins: readonly string[]): Promise<Part[]> {
  if (origins.length === 0) return [];
  return read.all<Part>(sql`WITH RECURSIVE part(id, origin, summary) AS (
      SELECT id, split_from, summary FROM ticket WHERE split_from IN (${listed(origins)})
      UNION SELECT ticket.id, part.origin, coalesce(part.summary, ticket.summary)
        FROM part JOIN ticket ON ticket.split_from = part.id)
    SELECT part.id, part.origin, part.summary FROM part JOIN ticket ON ticket.id = part.id
    WHERE ticket.state <> ${WITHDRAWN}`);
}

/** Ids of these tickets and of everything that was split off from them, as a query. */
export const withParts = (seeds: SQL): SQL => sql`WITH RECURSIVE part(id) AS (
    SELECT id FROM (${seeds}) AS seed UNION SELECT ticket.id FROM part JOIN ticket ON ticket.split_from = part.id)
  SELECT id FROM part`;

/** Rows of what was split off from the ticket of the query around, at any depth: `part`, with number, state and accusation. */
export const partsUnder = (id: AnyColumn): SQL => sql`WITH RECURSIVE part(id, num, state, about_police) AS (
    SELECT own.id, own.num, own.state, own.about_police FROM ticket own WHERE own.split_from = ${id}
    UNION SELECT own.id, own.num, own.state, own.about_police FROM part JOIN ticket own ON own.split_from = part.id)`;

/** Tickets that a matter was split off from, the nearest first and the one of the citizen's thread last. */
export async function originsOf(read: Read, { splitFrom }: Pick<Ticket, 'splitFrom'>): Promise<string[]> {
  if (splitFrom === null) return [];
  const rows = await read.all<{ id: string }>(sql`WITH RECURSIVE origin(id, above, far) AS (
      SELECT id, split_from, 1 FROM ticket WHERE id = ${splitFrom}
      UNION SELECT ticket.id, ticket.split_from, origin.far + 1 FROM origin JOIN ticket ON ticket.id = origin.above)
    SELECT id FROM origin ORDER BY far`);
  return rows.map(({ id }) => id);
}

/** These tickets with all that each comes from: itself, and what it was split off from. */
export async function linesOf(
  read: Read,
  ids: readonly string[],
): Promise<{ ticket: string; id: string; incident: string }[]> {
  if (ids.length === 0) return [];
  return read.all(sql`WITH RECURSIVE line(ticket, id, incident, above) AS (
      SELECT id, id, coalesce(incident, id), split_from FROM ticket WHERE id IN (${listed(ids)})
      UNION SELECT line.ticket, ticket.id, coalesce(ticket.incident, ticket.id), ticket.split_from
        FROM line JOIN ticket ON ticket.id = line.above)
    SELECT ticket, id, incident FROM line`);
}
