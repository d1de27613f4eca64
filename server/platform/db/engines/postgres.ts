import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle } from 'drizzle-orm/node-postgres';
import { and, eq, getTableColumns, type SQL } from 'drizzle-orm';
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';
import pg from 'pg';
import type { Database, Reads, Tx } from '../port.ts';
import { createGathering, type Gathering } from './gathering.ts';

export interface PostgresOptions<T> {
  readonly url: string;
  readonly tables: T;
  readonly poolSize?: number;
  readonly warn?: (sentence: string, fields: Record<string, unknown>) => void;
}

type AsyncBuilder = BaseSQLiteDatabase<'async', unknown, Record<string, never>>;

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 5;
/** PostgreSQL takes 65,535 parameters a statement at most. */
const PARAMETERS = 30_000;

function codeOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return null;
}

type Columns = ReturnType<typeof getTableColumns<SQLiteTable>>;

function columnOf(columns: Columns, key: string): Columns[string] {
  const column = columns[key];
  if (!column) throw new Error(`there is no column ${key}`);
  return column;
}

interface Raw {
  execute(statement: SQL): Promise<{ rows: unknown[] }>;
}

/** The PostgreSQL builder answers to the same calls as the SQLite one; the tables were made by the kit for it. */
function asBuilder(client: pg.Pool | pg.PoolClient): AsyncBuilder & Raw {
  return drizzle(client) as unknown as AsyncBuilder & Raw;
}

function reads<T>(builder: AsyncBuilder & Raw, tables: T): Reads<T> {
  return {
    tables,
    engine: 'postgres',
    select: builder.select.bind(builder),
    selectDistinct: builder.selectDistinct.bind(builder),
    $count: builder.$count.bind(builder),
    all: async <Row>(statement: SQL) => (await builder.execute(statement)).rows as Row[],
  };
}

function transaction<T>(client: pg.PoolClient, tables: T): { readonly tx: Tx<T>; readonly gathering: Gathering<T> } {
  const builder = asBuilder(client);
  const tx: Tx<T> = {
    ...reads(builder, tables),
    insert: builder.insert.bind(builder),
    update: builder.update.bind(builder),
    delete: builder.delete.bind(builder),
    insertRows: async (table: SQLiteTable, values, how) => {
      const width = Math.max(1, Object.keys(values[0] ?? {}).length);
      const step = Math.max(1, Math.floor(PARAMETERS / (width * 2)));
      for (let start = 0; start < values.length; start += step) {
        const statement = builder.insert(table).values(values.slice(start, start + step) as never);
        await (how?.onConflict === 'ignore' ? statement.onConflictDoNothing() : statement);
      }
    },
    updateRows: async (table: SQLiteTable, values, where) => {
      const columns = getTableColumns(table);
      const equals = (key: string, value: unknown) => eq(columnOf(columns, key), value);
      let changed = 0;
      for (const { id, ...set } of values) {
        const guards = Object.entries(where ?? {}).map(([key, value]) => equals(key, value));
        const rows = await builder
          .update(table)
          .set(set as never)
          .where(and(equals('id', id), ...guards))
          .returning({ id: columnOf(columns, 'id') });
        changed += rows.length;
      }
      return changed;
    },
    gather: (write, items) => gathering.add(write, items),
  };
  const gathering = createGathering(tx);
  return { tx, gathering };
}

/** The scaled-out engine: any number of processes. Serialisation failures and deadlocks are run again. */
export function createPostgresDatabase<T>(options: PostgresOptions<T>): Database<T> & { readonly pool: pg.Pool } {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: options.url, max: options.poolSize ?? 10 });
  pool.on('error', () => options.warn?.('an idle database connection was lost', {}));
  const inside = new AsyncLocalStorage<true>();
  const listeners = new Set<() => void>();

  async function attempt<Result>(work: (tx: Tx<T>) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const { tx, gathering } = transaction(client, options.tables);
      const result = await inside.run(true, async () => {
        const value = await work(tx);
        await gathering.write();
        return value;
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((problem: Error) => {
        broken = problem;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    engine: 'postgres',
    tables: options.tables,
    pool,
    read: reads(asBuilder(pool), options.tables),
    write: async (work) => {
      if (inside.getStore()) throw new Error('a write inside a write is refused: pass the transaction on');
      for (let count = 1; ; count += 1) {
        try {
          const result = await attempt(work);
          for (const listener of listeners) listener();
          return result;
        } catch (error) {
          if (count >= ATTEMPTS || !RETRIED.has(codeOf(error) ?? '')) throw error;
          await new Promise((resume) => setTimeout(resume, 2 ** count * 5));
        }
      }
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isDuplicate: (error) => codeOf(error) === '23505',
    close: () => pool.end(),
  };
}
