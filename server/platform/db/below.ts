import { sql, type SQL } from 'drizzle-orm';

/**
 * A query of these ids and of everything below them, for `IN`: of a table whose rows have an `id` and name their `parent`.
 * The name of the table is ours, never a reader's.
 */
export function below({ table, ids }: { table: string; ids: readonly string[] }): SQL {
  const rows = sql.identifier(table);
  const roots = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  return sql`(WITH RECURSIVE below(id) AS (SELECT id FROM ${rows} WHERE id IN (${roots}) UNION SELECT ${rows}.id FROM ${rows} JOIN below ON ${rows}.parent = below.id) SELECT id FROM below)`;
}
