import type { Db } from '../../../schema.ts';
import { defaultBackoff } from '../backoff.rules.ts';
import type { Queue } from '../port.ts';
import type { JobStore } from '../store.types.ts';
import { completeJob, LEASE_MS, type QueueOptions } from '../stored-queue.ts';
import type { Worker } from '../worker.ts';
import { createBullTransport } from './bull-transport.ts';
import { createBullWorker } from './bull-worker.ts';
import { createSqlStore } from './sql-store.ts';

export interface BullQueueOptions extends Omit<QueueOptions, 'alone'> {
  readonly db: Db;
  readonly redisUrl: string;
  readonly prefix?: string;
  readonly store?: JobStore;
  /** How often to look for jobs whose message was lost. */
  readonly sweepMs?: number;
}

/**
 * Jobs in the database, their calls over Bull on Redis. When Redis is emptied or away nothing is lost: every
 * process that handles a queue also looks for itself.
 */
export function createBullQueue(options: BullQueueOptions): Queue & { check(): Promise<boolean> } {
  const { clock, backoff = defaultBackoff, store = createSqlStore(options), sweepMs = 2000 } = options;
  const transport = createBullTransport(options);
  const workers: Omit<Worker, 'wake'>[] = [];
  return {
    add: async (queue, data, how) => {
      const job = completeJob(queue, data, clock.now(), how);
      const result = await store.add(job);
      if (result.added) transport.tell(queue, Math.max(0, job.runAt - clock.now()));
      return result;
    },
    process: (queue, { concurrency, leaseMs = LEASE_MS }, handler) => {
      workers.push(
        createBullWorker({ ...options, store, backoff, transport, queue, concurrency, leaseMs, sweepMs, handler }),
      );
    },
    depth: (queue) => store.depth(queue),
    dead: (queue, limit) => store.dead(queue, limit),
    redrive: async (id) => {
      const queue = await store.redrive(id);
      if (queue !== null) transport.tell(queue);
      return queue !== null;
    },
    stop: async (graceMs) => {
      await transport.pause();
      await Promise.all(workers.splice(0).map((worker) => worker.stop(graceMs)));
      await transport.close();
    },
    check: () => transport.check(),
  };
}
