import type { SQL, InferInsertModel } from 'drizzle-orm';
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** The builder both engines answer to; always awaited, never `.run/.all/.get`. */
type Builder = BaseSQLiteDatabase<'async', unknown, Record<string, never>>;

export type Engine = 'sqlite' | 'postgres';

/** Reading: sees what was committed. */
export interface Reads<T> extends Pick<Builder, 'select' | 'selectDistinct' | '$count'> {
  readonly tables: T;
  readonly engine: Engine;
  /** Rows of a hand-written statement. */
  all<Row>(statement: SQL): Promise<Row[]>;
}

/** Inside one transaction. Only the transaction is awaited here; the work may be run again. */
export interface Tx<T> extends Reads<T>, Pick<Builder, 'insert' | 'update' | 'delete'> {
  /** Many rows at once, by the fastest way the engine has. `ignore`: rows that meet an existing key are left out. */
  insertRows<Table extends SQLiteTable>(
    table: Table,
    rows: readonly InferInsertModel<Table>[],
    options?: { readonly onConflict?: 'ignore' },
  ): Promise<void>;
  /** Changes rows found by their `id`, those only that still hold what `where` says; every row names the same columns. Returns how many were changed. */
  updateRows<Table extends SQLiteTable>(
    table: Table,
    rows: readonly ({ readonly id: string } & Partial<InferInsertModel<Table>>)[],
    where?: Readonly<Partial<Record<keyof InferInsertModel<Table>, string | number>>>,
  ): Promise<number>;
  /**
   * Leaves items to a work that is done once before the commit, with the items of everything that is committed together,
   * in the order they came; those of a work that fails are dropped. For rows that are dear to write one by one.
   */
  gather<Item>(write: Gatherer<T, Item>, items: readonly Item[]): void;
}

export type Gatherer<T, Item> = (tx: Tx<T>, items: readonly Item[]) => Promise<void>;

/** People and webhooks go before batches. */
export type Lane = 'people' | 'batch';

export interface Database<T> {
  readonly engine: Engine;
  readonly tables: T;
  readonly read: Reads<T>;
  /**
   * Runs the work in one transaction and answers after it was committed and synced.
   * Throws what the work throws (nothing is written then), and refuses to be nested.
   */
  write<Result>(work: (tx: Tx<T>) => Promise<Result>, options?: { readonly lane?: Lane }): Promise<Result>;
  /** Called after every commit of this process. Returns the way to stop it. */
  onCommit(listener: () => void): () => void;
  /** Tells whether an error is a unique key refused. */
  isDuplicate(error: unknown): boolean;
  close(): Promise<void>;
}
