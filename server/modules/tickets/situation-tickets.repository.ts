import { sql, type SQL } from 'drizzle-orm';
import { below } from '../../platform/db/below.ts';
import type { Read } from '../../schema.ts';
import type { Span } from '../situations/situations.rules.ts';
import { noConflict, type Sighted } from './access.repository.ts';
import { LISTED_STATES } from './listed.rules.ts';

/** Tickets of a unit and state, the newest, among which an act is looked for. */
const LOOKED = 300;

/** True for tickets received at or routed to these units or anything below them. */
export function isOfUnits(read: Read, units: readonly string[]): SQL {
  const { ticket } = read.tables;
  const under = below({ table: 'unit', ids: units });
  const routed = sql`coalesce(${ticket.owner}, ${ticket.suggested}, ${ticket.station}, ${ticket.district})`;
  return sql`(${routed} IN ${under} OR ${ticket.desk} IN ${under} OR ${ticket.second} IN ${under})`;
}

export interface PlaceCount {
  /** Where it went, or would go; null for what only the desk has. */
  readonly place: string | null;
  readonly desk: string;
  readonly state: string;
  readonly n: number;
  readonly oldest: number;
}

/** The viewer's newest `limit` tickets of a span, counted by place and state, and how many were looked at in all. */
export async function countPlaces(
  read: Read,
  { viewer, span, limit }: { viewer: Sighted; span: Span; limit: number },
): Promise<{ rows: PlaceCount[]; seen: number }> {
  if (viewer.units.length === 0) return { rows: [], seen: 0 };
  const { ticket } = read.tables;
  const lists = viewer.units.flatMap((unit) =>
    LISTED_STATES.map(
      (state) =>
        sql`SELECT num FROM (SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state} AND num > ${span.from} AND num <= ${span.to} ORDER BY num DESC LIMIT ${limit}) AS list`,
    ),
  );
  const rows = await read.all<PlaceCount & { seen: number }>(
    sql`WITH seen AS MATERIALIZED (SELECT num FROM (${sql.join(lists, sql` UNION `)}) AS lists ORDER BY num DESC LIMIT ${limit})
      SELECT fit.place AS place, fit.desk AS desk, fit.state AS state, count(*) AS n, min(fit.received_at) AS oldest, (SELECT count(*) FROM seen) AS seen
      FROM (SELECT coalesce(owner, suggested, station, district) AS place, desk, state, received_at FROM ${ticket}
        WHERE ${ticket.num} IN (SELECT num FROM seen) AND ${isOfUnits(read, span.units)} AND ${noConflict(read, ticket.num, viewer.officer)}) AS fit
      GROUP BY fit.place, fit.desk, fit.state`,
  );
  return {
    rows: rows.map(({ n, oldest, place, desk, state }) => ({
      ...{ place, desk, state },
      ...{ n: Number(n), oldest: Number(oldest) },
    })),
    seen: Number(rows[0]?.seen ?? 0),
  };
}

/** Whether anything was received for the unit, or done there, since a moment. `above`: the number that moment begins with. */
export async function wasHeard(
  read: Read,
  { unit, since, above }: { unit: string; since: number; above: number },
): Promise<boolean> {
  const { ticket } = read.tables;
  const received = await read.all<{ one: number }>(
    sql`SELECT 1 AS one FROM ${ticket} WHERE ${ticket.num} > ${above} AND ${isOfUnits(read, [unit])} LIMIT 1`,
  );
  if (received.length > 0) return true;
  const lists = LISTED_STATES.map(
    (state) =>
      sql`SELECT num FROM (SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state} ORDER BY num DESC LIMIT ${LOOKED}) AS list`,
  );
  const acted = await read.all<{ one: number }>(
    sql`SELECT 1 AS one FROM ${ticket} WHERE ${ticket.num} IN (${sql.join(lists, sql` UNION ALL `)}) AND ${ticket.updatedAt} > ${since} LIMIT 1`,
  );
  return acted.length > 0;
}
