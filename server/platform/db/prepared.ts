interface Preparable<Query> {
  prepare(): Query;
}

const kept = new WeakMap<object, Map<string, unknown>>();

/**
 * The query of that name, built once for a connection and run again with other values (`sql.placeholder`).
 * Building the statement costs more than running it where rows are found by key. On PostgreSQL a transaction has a
 * connection of its own, and so its own queries.
 */
export function prepared<Query>(connection: object, name: string, build: () => Preparable<Query>): Query {
  let queries = kept.get(connection);
  if (!queries) kept.set(connection, (queries = new Map()));
  const found = queries.get(name);
  if (found) return asBuilt<Query>(found);
  const query = build().prepare();
  queries.set(name, query);
  return query;
}

/** What was kept under a name was built by the same caller: a name belongs to one place. */
const asBuilt = <Query>(query: unknown): Query => query as Query;
