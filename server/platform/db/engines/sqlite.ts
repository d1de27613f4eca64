import { AsyncLocalStorage } from 'node:async_hooks';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { SQL } from 'drizzle-orm';
import type { Database, Lane, Reads, Tx } from '../port.ts';
import { createRowWriter } from './sqlite-rows.ts';

export interface SqliteOptions<T> {
  readonly file: string;
  readonly tables: T;
  readonly warn?: (sentence: string, fields: Record<string, unknown>) => void;
  /** Extra milliseconds that every commit takes: for measuring what a slow disk does. */
  readonly commitDelay?: number;
  /** Told the text of every statement once, before it runs first. */
  readonly onStatement?: (source: string) => void;
}

interface Waiting {
  readonly run: () => Promise<void>;
  readonly settle: (commitError: unknown) => void;
}

const YIELD_AFTER = 15;
const WARN_AFTER = 25;

/** Sleeps without giving up the thread: a stand-in for a slow sync. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export function openSqlite(file: string, readonly = false): Sqlite.Database {
  const connection = new Sqlite(file, { readonly, timeout: 5000 });
  if (!readonly) {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('journal_size_limit = 67108864');
    // A thread of its own moves the log into the file, and begins it anew well before this: only for when none runs.
    connection.pragma('wal_autocheckpoint = 16000');
  }
  connection.pragma('cache_size = -32768');
  connection.pragma('mmap_size = 268435456');
  connection.pragma('temp_store = MEMORY');
  return connection;
}

const REMEMBERED = 400;

/** Keeps prepared statements by their text: the builder asks for the same few hundred again and again. */
function rememberStatements(connection: Sqlite.Database, onStatement?: (source: string) => void): void {
  const known = new Map<string, Sqlite.Statement>();
  const prepare = connection.prepare.bind(connection);
  const remembering = (source: string): Sqlite.Statement => {
    const found = known.get(source);
    if (found) return found;
    const statement = prepare(source);
    onStatement?.(source);
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(source, statement);
    return statement;
  };
  Object.assign(connection, { prepare: remembering });
}

/** better-sqlite3 answers synchronously; awaited, its builders give the same as the asynchronous ones. */
function asAsync(connection: Sqlite.Database): BaseSQLiteDatabase<'async', unknown, Record<string, never>> {
  return drizzle(connection) as unknown as BaseSQLiteDatabase<'async', unknown, Record<string, never>>;
}

function reads<T>(connection: Sqlite.Database, tables: T): Reads<T> {
  const builder = asAsync(connection);
  return {
    tables,
    engine: 'sqlite',
    select: builder.select.bind(builder),
    selectDistinct: builder.selectDistinct.bind(builder),
    $count: builder.$count.bind(builder),
    all: async <Row>(statement: SQL) => (await builder.all(statement)) as Row[],
  };
}

/**
 * The embedded engine: one writing connection, one reading one. Transactions that wait together
 * are committed together (one sync), each in a savepoint of its own.
 */
export function createSqliteDatabase<T>(
  options: SqliteOptions<T>,
): Database<T> & { readonly connection: Sqlite.Database } {
  const writer = openSqlite(options.file);
  const reader = options.file === ':memory:' ? writer : openSqlite(options.file, true);
  for (const connection of new Set([writer, reader])) rememberStatements(connection, options.onStatement);
  const inside = new AsyncLocalStorage<true>();
  const listeners = new Set<() => void>();
  const lanes: Record<Lane, Waiting[]> = { people: [], batch: [] };
  const builder = asAsync(writer);
  const rows = createRowWriter(writer);
  const tx: Tx<T> = {
    ...reads(writer, options.tables),
    insert: builder.insert.bind(builder),
    update: builder.update.bind(builder),
    delete: builder.delete.bind(builder),
    insertRows: async (table: SQLiteTable, values, how) => rows.insert(table, values, how?.onConflict === 'ignore'),
    updateRows: async (table: SQLiteTable, values, where) => rows.update(table, values, where ?? {}),
  };
  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const savepoint = writer.prepare('SAVEPOINT one');
  const release = writer.prepare('RELEASE one');
  const back = writer.prepare('ROLLBACK TO one');
  let draining = false;
  let closed = false;

  function commitGroup(group: Waiting[], startedAt: number): void {
    let problem: unknown = null;
    const worked = performance.now() - startedAt;
    if (worked > WARN_AFTER)
      options.warn?.('a write transaction held the writer for long', {
        milliseconds: Math.round(worked),
        works: group.length,
      });
    try {
      commit.run();
      if (options.commitDelay) block(options.commitDelay);
    } catch (error) {
      problem = error;
      if (writer.inTransaction) writer.exec('ROLLBACK');
    }
    for (const waiting of group) waiting.settle(problem);
    if (!problem) for (const listener of listeners) listener();
  }

  async function drain(): Promise<void> {
    draining = true;
    try {
      for (;;) {
        if (lanes.people.length + lanes.batch.length === 0) return;
        const startedAt = performance.now();
        const group: Waiting[] = [];
        begin.run();
        do {
          const waiting = lanes.people.shift() ?? (group.length === 0 ? lanes.batch.shift() : undefined);
          if (!waiting) break;
          group.push(waiting);
          await inside.run(true, waiting.run);
        } while (performance.now() - startedAt < YIELD_AFTER);
        commitGroup(group, startedAt);
        if (lanes.people.length + lanes.batch.length > 0) await new Promise(setImmediate);
      }
    } finally {
      draining = false;
    }
  }

  function write<Result>(work: (tx: Tx<T>) => Promise<Result>, how?: { readonly lane?: Lane }): Promise<Result> {
    if (inside.getStore()) throw new Error('a write inside a write is refused: pass the transaction on');
    if (closed) return Promise.reject(new Error('the database is closed'));
    return new Promise<Result>((resolve, reject) => {
      let outcome: { readonly value: Result } | { readonly error: unknown } | null = null;
      lanes[how?.lane ?? 'people'].push({
        run: async () => {
          savepoint.run();
          try {
            outcome = { value: await work(tx) };
          } catch (error) {
            back.run();
            outcome = { error };
          }
          release.run();
        },
        settle: (commitError) => {
          if (commitError) reject(commitError);
          else if (outcome && 'value' in outcome) resolve(outcome.value);
          else reject(outcome?.error);
        },
      });
      if (!draining) {
        draining = true;
        setImmediate(() => void drain());
      }
    });
  }

  return {
    engine: 'sqlite',
    tables: options.tables,
    connection: writer,
    read: reads(reader, options.tables),
    write,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isDuplicate: (error) =>
      hasCode(error, 'SQLITE_CONSTRAINT_UNIQUE') || hasCode(error, 'SQLITE_CONSTRAINT_PRIMARYKEY'),
    close: async () => {
      closed = true;
      while (draining) await new Promise(setImmediate);
      if (reader !== writer) reader.close();
      writer.close();
    },
  };
}

/** Looks for the driver's code in the error and in what caused it. */
function hasCode(error: unknown, code: string): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && at.code === code) return true;
  return false;
}
