import type { Db } from '../../../schema.ts';
import type { Queue } from '../port.ts';
import { createStoredQueue, type QueueOptions } from '../stored-queue.ts';
import { createSqlStore } from './sql-store.ts';

interface SqlQueueOptions extends QueueOptions {
  readonly db: Db;
  /** How often an idle queue is looked at for jobs that another process added. */
  readonly pollMs?: number;
}

/**
 * The embedded queue: jobs in the database itself. Where one process does everything it sleeps until a job is
 * added or due; where several share a PostgreSQL it also looks once a second.
 */
export function createSqlQueue(options: SqlQueueOptions): Queue {
  const isEmbedded = options.db.engine === 'sqlite';
  const { pollMs = isEmbedded ? 30_000 : 1000, alone = isEmbedded } = options;
  return createStoredQueue({ ...options, store: createSqlStore(options), pollMs, alone });
}
