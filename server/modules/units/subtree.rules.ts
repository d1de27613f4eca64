import { sql, type SQL } from 'drizzle-orm';

/** A query of the ids of these units and of everything below them as the tree stands now, for `IN`. */
export const subtree = (units: readonly string[]): SQL => {
  const roots = sql.join(
    units.map((unit) => sql`${unit}`),
    sql`, `,
  );
  return sql`(WITH RECURSIVE below(id) AS (SELECT id FROM unit WHERE id IN (${roots}) UNION SELECT unit.id FROM unit JOIN below ON unit.parent = below.id) SELECT id FROM below)`;
};
