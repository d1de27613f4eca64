import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { foldText } from '../../server/modules/language/fold.rules.ts';
import { openSqlite } from '../../server/platform/db/engines/sqlite.ts';
import { migrateSqlite } from '../../server/platform/db/migrate.ts';
import { processorTime, since } from '../processor.ts';
import { unitToken } from '../unit-token.ts';
import { projectRoot } from '../../server/platform/root.ts';

type Row = readonly unknown[];
/** Rows of one transaction, table by table. */
type Load = Map<string, Row[]>;

export interface BareResult {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly transactions: number;
  readonly counts: readonly { readonly table: string; readonly rows: number }[];
}

/** Which column of a table tells by which message, ticket or number its rows came in. */
const SETTLED = [
  { table: 'ticket', column: 'id', by: 'ticket' },
  { table: 'clock', column: 'ticket', by: 'ticket' },
  { table: 'outbox', column: 'ticket', by: 'ticket' },
  { table: 'ticket_access', column: 'num', by: 'num' },
  { table: 'ticket_conflict', column: 'num', by: 'num' },
  { table: 'match_join', column: 'message', by: 'message' },
  { table: 'prediction', column: 'message', by: 'message' },
] as const;

const put = (load: Load, table: string, row: Row): void => {
  const rows = load.get(table);
  if (rows) rows.push(row);
  else load.set(table, [row]);
};

const blank = (count: number): Load[] => Array.from({ length: count }, (): Load => new Map());

/** Sleeps without giving up the thread, as the engine does for its own delay. */
const block = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

interface Source {
  readonly connection: Sqlite.Database;
  rows(statement: string): IterableIterator<unknown[]>;
  columns(table: string): string[];
}

function openSource(file: string): Source {
  const connection = openSqlite(file, true);
  return {
    connection,
    rows: (statement) => connection.prepare<[], unknown[]>(statement).raw().iterate(),
    columns: (table) => (connection.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name),
  };
}

/** In which settling transaction each message, ticket and ticket number was written. */
function placesOf(source: Source, batches: readonly number[]) {
  const message = new Map<unknown, number>();
  const ticket = new Map<unknown, number>();
  const num = new Map<unknown, number>();
  let batch = 0;
  let left = batches[0] ?? 0;
  for (const [id, of, number] of source.rows(
    'SELECT m.id, m.ticket, t.num FROM message m LEFT JOIN ticket t ON t.id = m.ticket ORDER BY m.received_at, m.id',
  )) {
    while (left === 0 && batch < batches.length - 1) left = batches[++batch] ?? 0;
    left--;
    message.set(id, batch);
    if (!ticket.has(of)) ticket.set(of, batch);
    if (!num.has(number)) num.set(number, batch);
  }
  return { message, ticket, num };
}

/** The rows that reading envelopes wrote: one transaction stores an envelope, one its messages, people and threads. */
function loadsOfReading(source: Source): Load[] {
  const index = new Map<unknown, number>();
  const stored: Load[] = [];
  const read: Load[] = [];
  for (const row of source.rows('SELECT id, * FROM envelope ORDER BY received_at, id')) {
    index.set(row[0], stored.length);
    stored.push(new Map([['envelope', [row.slice(1)]]]));
    read.push(new Map());
  }
  const at = (envelope: unknown): Load => read[index.get(envelope) ?? 0] ?? new Map<string, Row[]>();
  const first = (table: string, key: string): void => {
    for (const row of source.rows(
      `SELECT min(m.envelope), x.* FROM ${table} x JOIN message m ON m.${key} = x.id GROUP BY x.id`,
    ))
      put(at(row[0]), table, row.slice(1));
  };
  first('contact', 'contact');
  first('conversation', 'conversation');
  for (const row of source.rows('SELECT envelope, * FROM message ORDER BY id'))
    put(at(row[0]), 'message', row.slice(1));
  for (const row of source.rows('SELECT m.envelope, x.* FROM media x JOIN message m ON m.id = x.message'))
    put(at(row[0]), 'media', row.slice(1));
  return stored.flatMap((load, position) => [load, read[position] ?? new Map()]);
}

/** The rows that settling wrote, in the same transactions. */
function loadsOfSettling(source: Source, batches: readonly number[]): Load[] {
  const places = placesOf(source, batches);
  const loads = blank(batches.length);
  const at = (place: number | undefined): Load => loads[place ?? 0] ?? new Map<string, Row[]>();
  for (const { table, column, by } of SETTLED)
    for (const row of source.rows(`SELECT ${column}, * FROM ${table}`))
      put(at(places[by].get(row[0])), table, row.slice(1));
  for (const row of source.rows(
    `SELECT json_extract(data, '$.message'), substr(stream, 8), * FROM events WHERE stream LIKE 'ticket:%' ORDER BY position`,
  ))
    put(at(places.message.get(row[0]) ?? places.ticket.get(row[1])), 'events', row.slice(2));
  for (const row of source.rows('SELECT * FROM docket_counter')) put(at(loads.length - 1), 'docket_counter', row);
  for (const [num, text, units] of source.rows(
    `SELECT t.num, (SELECT m.text FROM message m WHERE m.ticket = t.id ORDER BY m.id LIMIT 1), (SELECT group_concat(a.unit) FROM ticket_access a WHERE a.num = t.num) FROM ticket t`,
  ))
    put(at(places.num.get(num)), 'ticket_search', [
      num,
      foldText(String(text)).slice(0, 4000),
      String(units ?? '')
        .split(',')
        .map(unitToken)
        .join(' '),
    ]);
  return loads;
}

function createInserts(target: Sqlite.Database, source: Source): (table: string, row: Row) => void {
  const statements = new Map<string, Sqlite.Statement>();
  return (table, row) => {
    let statement = statements.get(table);
    if (!statement) {
      const columns = table === 'ticket_search' ? ['rowid', 'tokens', 'units'] : source.columns(table);
      const names = columns.map((name) => `"${name}"`).join(', ');
      statement = target.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
      statements.set(table, statement);
    }
    statement.run(...row);
  };
}

/**
 * Writes the rows that intake wrote into an empty migrated file: one prepared statement a table, the same transactions,
 * synced as in production. Only the writing is timed.
 */
export function insertBare({
  source: from,
  target: to,
  batches,
  commitDelay,
}: {
  source: string;
  target: string;
  batches: readonly number[];
  commitDelay: number;
}): BareResult {
  const source = openSource(from);
  const loads = [...loadsOfReading(source), ...loadsOfSettling(source, batches)];
  const target = openSqlite(to);
  migrateSqlite(target, join(projectRoot, 'migrations/sqlite'), 0);
  const insert = createInserts(target, source);
  const counts = new Map<string, number>();
  const before = processorTime(process.pid);
  const startedAt = performance.now();
  for (const load of loads) {
    target.exec('BEGIN IMMEDIATE');
    for (const [table, rows] of load) for (const row of rows) insert(table, row);
    target.exec('COMMIT');
    if (commitDelay > 0) block(commitDelay);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const processorSeconds = since(process.pid, before).main;
  for (const load of loads) for (const [table, rows] of load) counts.set(table, (counts.get(table) ?? 0) + rows.length);
  target.close();
  source.connection.close();
  return {
    seconds,
    processorSeconds,
    transactions: loads.length,
    counts: [...counts].map(([table, rows]) => ({ table, rows })),
  };
}
