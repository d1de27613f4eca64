import { sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { LISTED_STATES } from '../tickets/listed.rules.ts';
import { isOfUnits, type Span } from './situations.rules.ts';

export interface PlaceCount {
  /** Where it went, or would go; null for what only the desk has. */
  readonly place: string | null;
  readonly desk: string;
  readonly state: string;
  readonly n: number;
  readonly oldest: number;
}

/** The viewer's newest `limit` tickets of a span, counted by place and state; of how many were looked at in all. */
export async function countPlaces(
  read: Read,
  { viewer, span, limit }: { viewer: { officer: string; units: readonly string[] }; span: Span; limit: number },
): Promise<{ rows: PlaceCount[]; seen: number }> {
  if (viewer.units.length === 0) return { rows: [], seen: 0 };
  const { ticket } = read.tables;
  const lists = viewer.units.flatMap((unit) =>
    LISTED_STATES.map(
      (state) =>
        sql`SELECT num FROM (SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state} AND num > ${span.from} AND num <= ${span.to} ORDER BY num DESC LIMIT ${limit}) AS list`,
    ),
  );
  const mine = sql`NOT EXISTS (SELECT 1 FROM ticket_conflict WHERE ticket_conflict.officer = ${viewer.officer} AND ticket_conflict.num = ${ticket.num})`;
  const rows = await read.all<PlaceCount & { seen: number }>(
    sql`WITH seen AS MATERIALIZED (SELECT num FROM (${sql.join(lists, sql` UNION `)}) AS lists ORDER BY num DESC LIMIT ${limit})
      SELECT fit.place AS place, fit.desk AS desk, fit.state AS state, count(*) AS n, min(fit.received_at) AS oldest, (SELECT count(*) FROM seen) AS seen
      FROM (SELECT coalesce(owner, suggested, station, district) AS place, desk, state, received_at FROM ${ticket}
        WHERE ${ticket.num} IN (SELECT num FROM seen) AND ${isOfUnits(read, span.units)} AND ${mine}) AS fit GROUP BY fit.place, fit.desk, fit.state`,
  );
  return {
    rows: rows.map(({ place, desk, state, n, oldest }) => ({
      place,
      desk,
      state,
      n: Number(n),
      oldest: Number(oldest),
    })),
    seen: Number(rows[0]?.seen ?? 0),
  };
}
