import type Sqlite from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

interface PreparedInsert {
  readonly statement: Sqlite.Statement;
  readonly bind: (row: Record<string, unknown>) => unknown[];
}

/** Inserts row by row through one prepared statement a table: about ten times as fast as building each statement. */
export function createRowWriter(connection: Sqlite.Database): {
  insert(table: SQLiteTable, rows: readonly Record<string, unknown>[], ignore: boolean): void;
} {
  const prepared = new Map<SQLiteTable, Map<boolean, PreparedInsert>>();

  function prepare(table: SQLiteTable, ignore: boolean): PreparedInsert {
    const columns = Object.entries(getTableColumns(table));
    const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const tail = ignore ? ' ON CONFLICT DO NOTHING' : '';
    const readers = columns.map(([key, column]) => ({
      key,
      encode: (value: unknown) => (value === undefined || value === null ? null : column.mapToDriverValue(value)),
      fallback: column.default,
    }));
    return {
      statement: connection.prepare(`INSERT INTO "${getTableName(table)}" (${names}) VALUES (${marks})${tail}`),
      bind: (row) => readers.map(({ key, encode, fallback }) => encode(row[key] === undefined ? fallback : row[key])),
    };
  }

  return {
    insert(table, rows, ignore) {
      let kinds = prepared.get(table);
      if (!kinds) prepared.set(table, (kinds = new Map()));
      let entry = kinds.get(ignore);
      if (!entry) kinds.set(ignore, (entry = prepare(table, ignore)));
      for (const row of rows) entry.statement.run(...entry.bind(row));
    },
  };
}
