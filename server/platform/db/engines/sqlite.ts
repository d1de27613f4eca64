import { AsyncLocalStorage } from 'node:async_hooks';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { SQL } from 'drizzle-orm';
import type { Database, Lane, Reads, Tx } from '../port.ts';
import { createGathering } from './gathering.ts';
import { createRowWriter } from './sqlite-rows.ts';
import { createLogSync, noSync } from './sqlite-sync.ts';

export interface SqliteOptions<T> {
  readonly file: string;
  readonly tables: T;
  readonly warn?: (sentence: string, fields: Record<string, unknown>) => void;
  /** Extra milliseconds that every sync takes: for measuring what a slow disk does. */
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
 * The embedded engine: one writing connection, one reading one. Transactions that wait together are committed together,
 * each in a savepoint of its own, and answered after a sync of the log, which runs beside the next ones. Readers may see
 * what was committed and is not synced yet; whatever is made of it and answered is synced after it.
 */
export function createSqliteDatabase<T>(
  options: SqliteOptions<T>,
): Database<T> & { readonly connection: Sqlite.Database } {
  const writer = openSqlite(options.file);
  const reader = options.file === ':memory:' ? writer : openSqlite(options.file, true);
  // Commits do not sync: the log's own sync is awaited off the loop before anybody is answered.
  writer.pragma('synchronous = NORMAL');
  const log = reader === writer ? noSync : createLogSync(options.file, { delay: options.commitDelay ?? 0 });
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
    gather: (write, items) => gathering.add(write, items),
  };
  const gathering = createGathering(tx);
  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const savepoint = writer.prepare('SAVEPOINT one');
  const release = writer.prepare('RELEASE one');
  const back = writer.prepare('ROLLBACK TO one');
  let draining = false;
  let closed: string | null = null;

  /** Commits what was done together, unless there is a problem already, and settles each work once the log is synced. */
  function commitGroup(group: readonly Waiting[], startedAt: number, problem: unknown): void {
    const worked = performance.now() - startedAt;
    if (worked > WARN_AFTER)
      options.warn?.('a write transaction held the writer for long', {
        milliseconds: Math.round(worked),
        works: group.length,
      });
    let refused = problem;
    try {
      if (!refused) commit.run();
    } catch (error) {
      refused = error;
    }
    if (refused) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      for (const waiting of group) waiting.settle(refused);
      return;
    }
    log.synced().then(
      () => {
        for (const waiting of group) waiting.settle(null);
        for (const listener of listeners) listener();
      },
      (error: unknown) => {
        // What readers see may be gone after a loss of power: nothing more is written on top of it.
        closed = 'the disk refused to sync the database';
        options.warn?.(closed, { error: String(error) });
        for (const waiting of group) waiting.settle(error);
      },
    );
  }

  async function workGroup(): Promise<void> {
    const startedAt = performance.now();
    const group: Waiting[] = [];
    begin.run();
    do {
      const waiting = lanes.people.shift() ?? (group.length === 0 ? lanes.batch.shift() : undefined);
      if (!waiting) break;
      group.push(waiting);
      await inside.run(true, waiting.run);
    } while (performance.now() - startedAt < YIELD_AFTER);
    const problem: unknown = await inside.run(true, () =>
      gathering.write().then(
        () => null,
        (error: unknown) => error,
      ),
    );
    commitGroup(group, startedAt, problem);
  }

  async function drain(): Promise<void> {
    draining = true;
    try {
      while (lanes.people.length + lanes.batch.length > 0) {
        await workGroup();
        if (lanes.people.length + lanes.batch.length > 0) await new Promise(setImmediate);
      }
    } finally {
      draining = false;
    }
  }

  function write<Result>(work: (tx: Tx<T>) => Promise<Result>, how?: { readonly lane?: Lane }): Promise<Result> {
    if (inside.getStore()) throw new Error('a write inside a write is refused: pass the transaction on');
    if (closed) return Promise.reject(new Error(closed));
    return new Promise<Result>((resolve, reject) => {
      let outcome: { readonly value: Result } | { readonly error: unknown } | null = null;
      lanes[how?.lane ?? 'people'].push({
        run: async () => {
          savepoint.run();
          const mark = gathering.mark();
          try {
            outcome = { value: await work(tx) };
          } catch (error) {
            back.run();
            gathering.backTo(mark);
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
      closed = 'the database is closed';
      while (draining) await new Promise(setImmediate);
      await log.close();
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
