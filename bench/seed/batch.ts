import type Sqlite from 'better-sqlite3';

type Value = string | number | null;

export interface Batch {
  /** Takes the next row: the values of its question marks in order. */
  add(values: readonly Value[]): void;
  /** Writes what is left. */
  end(): void;
}

/** Rows that one statement writes: more gain nothing. */
const ROWS = 16;

/** Writes rows by one statement for many: a third cheaper than one after the other. `head`: up to VALUES; `row`: one row in brackets. */
export function createBatch(connection: Sqlite.Database, { head, row }: { head: string; row: string }): Batch {
  const prepare = (rows: number): Sqlite.Statement =>
    connection.prepare(`${head} VALUES ${Array(rows).fill(row).join(', ')}`);
  const full = prepare(ROWS);
  let bound: Value[] = [];
  let waiting = 0;
  return {
    add: (values) => {
      for (const value of values) bound.push(value);
      waiting += 1;
      if (waiting < ROWS) return;
      full.run(bound);
      bound = [];
      waiting = 0;
    },
    end: () => {
      if (waiting > 0) prepare(waiting).run(bound);
      bound = [];
      waiting = 0;
    },
  };
}
