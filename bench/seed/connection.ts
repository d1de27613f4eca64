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
  // Rows come in order: what is written is not wanted again, and a small cache is used again instead of growing.
  connection.pragma('cache_size = -65536');
  connection.pragma('threads = 2');
  return connection;
}
