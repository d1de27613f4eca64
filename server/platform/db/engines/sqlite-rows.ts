import type Sqlite from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

interface PreparedInsert {
  readonly statement: Sqlite.Statement;
  readonly bind: (row: Record<string, unknown>) => unknown[];
}

type Columns = ReturnType<typeof getTableColumns<SQLiteTable>>;
type Column = Columns[string];

function columnOf(columns: Columns, key: string): Column {
  const column = columns[key];
  if (!column) throw new Error(`there is no column ${key}`);
  return column;
}

const encode = (column: Column, value: unknown): unknown =>
  value === undefined || value === null ? null : column.mapToDriverValue(value);

/** Inserts row by row through one prepared statement a table: about ten times as fast as building each statement. */
export function createRowWriter(connection: Sqlite.Database): {
  insert(table: SQLiteTable, rows: readonly Record<string, unknown>[], ignore: boolean): void;
  update(
    table: SQLiteTable,
    rows: readonly ({ readonly id: string } & Record<string, unknown>)[],
    where: Readonly<Record<string, string | number | undefined>>,
  ): number;
} {
  const prepared = new Map<SQLiteTable, Map<boolean, PreparedInsert>>();

  function prepare(table: SQLiteTable, ignore: boolean): PreparedInsert {
    const columns = Object.entries(getTableColumns(table));
    const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const tail = ignore ? ' ON CONFLICT DO NOTHING' : '';
    const readers = columns.map(([key, column]) => ({
      key,
      column,
      fallback: column.default,
    }));
    return {
      statement: connection.prepare(`INSERT INTO "${getTableName(table)}" (${names}) VALUES (${marks})${tail}`),
      bind: (row) =>
        readers.map(({ key, column, fallback }) => encode(column, row[key] === undefined ? fallback : row[key])),
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
    update(table, rows, where) {
      const first = rows[0];
      let changed = 0;
      if (!first) return changed;
      const columns = getTableColumns(table);
      const writers = Object.keys(first).flatMap((key) =>
        key === 'id' ? [] : [{ key, column: columnOf(columns, key) }],
      );
      const guards = Object.entries(where).map(([key, value]) => ({ column: columnOf(columns, key), value }));
      const set = writers.map(({ column }) => `"${column.name}" = ?`).join(', ');
      const conditions = ['"id" = ?', ...guards.map(({ column }) => `"${column.name}" = ?`)].join(' AND ');
      const statement = connection.prepare(`UPDATE "${getTableName(table)}" SET ${set} WHERE ${conditions}`);
      for (const row of rows) {
        const values = writers.map(({ key, column }) => encode(column, row[key]));
        changed += statement.run(...values, row.id, ...guards.map((guard) => guard.value)).changes;
      }
      return changed;
    },
  };
}
