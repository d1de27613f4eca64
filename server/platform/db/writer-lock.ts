import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Another process writes to this embedded database already. */
export class WriterLockError extends Error {}

/**
 * Makes this process the one that writes to the embedded database. The system gives the lock back when the
 * process ends, however it ends. Throws WriterLockError when another process holds it.
 */
export function takeWriterLock(dataDir: string): { release(): void } {
  const lock = new Sqlite(join(dataDir, 'writer.lock'), { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new WriterLockError(
        `Another Pukaar process already writes to ${dataDir}. Stop it, or give this one another DATA_DIR.`,
      );
    throw error;
  }
  return { release: () => lock.close() };
}
