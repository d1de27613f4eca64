import type Sqlite from 'better-sqlite3';
import { openSqlite } from '../../server/platform/db/engines/sqlite.ts';

/** No syncs, no journal, much memory: a file that breaks while it is made is made again. */
export function openForSeeding(file: string): Sqlite.Database {
  const connection = openSqlite(file);
  // Lets the journal be off, and the search index's own tables be copied as they are.
  connection.unsafeMode(true);
  connection.pragma('journal_mode = OFF');
  connection.pragma('synchronous = OFF');
  connection.pragma('foreign_keys = OFF');
  connection.pragma('cache_size = -524288');
  connection.pragma('threads = 2');
  return connection;
}
