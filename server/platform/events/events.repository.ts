import { and, asc, desc, eq, gt, inArray, max, sql } from 'drizzle-orm';
import { prepared } from '../db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { EventKey, StoredEvent } from './port.ts';

export interface Head {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: number;
}

interface Heads {
  readonly heads: ReadonlyMap<string, Head>;
  /** Highest position given so far; only told on SQLite, where the transaction gives positions. */
  readonly position: number;
}

const byStream = (rows: readonly Head[]) => new Map(rows.map((row) => [row.stream, row]));

/** On SQLite nobody else writes meanwhile: one statement tells the heads and the last position. */
async function readOnSqlite(tx: Tx, streams: readonly string[]): Promise<Heads> {
  const last = sql`SELECT '' AS stream, coalesce(max(position), 0) AS seq, '' AS hash, 0 AS at FROM events`;
  if (streams.length === 0) return { heads: new Map(), position: (await tx.all<Head>(last))[0]?.seq ?? 0 };
  const rows = await tx.all<Head>(sql`${last} UNION ALL
    SELECT e.stream, e.seq, e.hash, e.at FROM json_each(${JSON.stringify(streams)}) v
    CROSS JOIN events e ON e.stream = v.value AND e.seq = (SELECT max(seq) FROM events WHERE stream = v.value)`);
  const [first, ...heads] = rows;
  return { heads: byStream(heads), position: first?.seq ?? 0 };
}

/** On PostgreSQL the transactions that append to one stream take turns, so that the next number is free. */
async function readOnPostgres(tx: Tx, streams: readonly string[]): Promise<Heads> {
  if (streams.length === 0) return { heads: new Map(), position: 0 };
  const given = sql`jsonb_array_elements_text(${JSON.stringify(streams)}::jsonb)`;
  await tx.all(sql`SELECT count(pg_advisory_xact_lock(key)) FROM
    (SELECT DISTINCT hashtextextended(value, 7311) AS key FROM ${given} ORDER BY 1) keys`);
  const rows = await tx.all<Head>(sql`SELECT e.stream, e.seq, e.hash, e.at FROM ${given} v(value)
    CROSS JOIN LATERAL (SELECT * FROM events WHERE stream = v.value ORDER BY seq DESC LIMIT 1) e`);
  return { heads: byStream(rows), position: 0 };
}

/** The last event of each of the streams, safe to append after within this transaction. */
export const readHeads = (tx: Tx, streams: readonly string[]): Promise<Heads> =>
  tx.engine === 'sqlite' ? readOnSqlite(tx, streams) : readOnPostgres(tx, streams);

type Row = {
  stream: string;
  seq: number;
  position: number | null;
  at: number;
  type: string;
  actor: string;
  data: string;
};

const toEvent = (row: Row): StoredEvent => ({
  stream: row.stream,
  seq: row.seq,
  position: row.position ?? 0,
  at: row.at,
  type: row.type,
  actor: row.actor,
  data: JSON.parse(row.data) as Record<string, unknown>,
});

export async function listAfter(read: Read, position: number, limit: number): Promise<StoredEvent[]> {
  const { events } = read.tables;
  const query = prepared(read, 'events.listAfter', () =>
    read
      .select()
      .from(events)
      .where(gt(events.position, sql.placeholder('position')))
      .orderBy(asc(events.position))
      .limit(sql.placeholder('limit')),
  );
  return (await query.execute({ position, limit })).map(toEvent);
}

export async function listOfStream(read: Read, stream: string): Promise<StoredEvent[]> {
  const { events } = read.tables;
  const rows = await read.select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq));
  return rows.map(toEvent);
}

export async function listOfStreams(
  read: Read,
  input: {
    readonly streams: readonly string[];
    readonly types: readonly string[];
    readonly before: EventKey | null;
    readonly limit: number;
  },
): Promise<StoredEvent[]> {
  const { streams, types, before, limit } = input;
  if (streams.length === 0) return [];
  const { events } = read.tables;
  const below =
    before && sql`(${events.at}, ${events.stream}, ${events.seq}) < (${before.at}, ${before.stream}, ${before.seq})`;
  const rows = await read
    .select()
    .from(events)
    .where(and(inArray(events.stream, [...streams]), inArray(events.type, [...types]), below ?? undefined))
    .orderBy(desc(events.at), desc(events.stream), desc(events.seq))
    .limit(limit);
  return rows.map(toEvent);
}

export async function lastPosition(read: Read): Promise<number> {
  const { events } = read.tables;
  const rows = await read.select({ last: max(events.position) }).from(events);
  return rows[0]?.last ?? 0;
}

/** Whether committed events wait for their position. */
export async function hasUnnumbered(read: Read): Promise<boolean> {
  const rows = await read.all(sql`SELECT 1 FROM events WHERE position IS NULL LIMIT 1`);
  return rows.length > 0;
}

/**
 * Numbers committed events, at most `limit`, without gaps; processes take turns. Time never runs back
 * within a stream, so this order agrees with the order of every stream. Answers how many were numbered.
 */
export async function numberEvents(tx: Tx, limit: number): Promise<number> {
  await tx.all(sql`SELECT count(pg_advisory_xact_lock(7311003))`);
  const rows = await tx.all(sql`
    UPDATE events SET position = next.position FROM (
      SELECT stream, seq, (SELECT coalesce(max(position), 0) FROM events) + row_number() OVER (ORDER BY at, stream, seq) AS position
      FROM (SELECT stream, seq, at FROM events WHERE position IS NULL ORDER BY at, stream, seq LIMIT ${limit}) waiting
    ) next
    WHERE events.stream = next.stream AND events.seq = next.seq RETURNING 1`);
  return rows.length;
}
