import type { JobOptions, Queue } from './port.ts';
import { defaultBackoff, type Backoff } from './backoff.rules.ts';
import type { JobStore, NewJob } from './store.types.ts';
import { createWorker, type Worker, type WorkerOptions } from './worker.ts';

export interface QueueOptions extends Omit<WorkerOptions, 'store' | 'backoff' | 'pollMs'> {
  readonly backoff?: Backoff;
}

export interface StoredQueueOptions extends QueueOptions {
  readonly store: JobStore;
  readonly pollMs: number;
}

export const LEASE_MS = 30_000;

/** Fills in what the caller left open. */
export const completeJob = (queue: string, data: unknown, now: number, options: JobOptions = {}): NewJob => ({
  queue,
  data,
  dedupeKey: options.dedupeKey ?? null,
  orderKey: options.orderKey ?? null,
  priority: options.priority ?? 100,
  runAt: options.runAt ?? now,
  maxAttempts: options.attempts ?? 8,
});

/** The queue over a store of jobs. */
export function createStoredQueue(options: StoredQueueOptions): Queue {
  const { store, clock, backoff = defaultBackoff } = options;
  const workers = new Map<string, Worker[]>();
  const wake = (queue: string) => workers.get(queue)?.forEach((worker) => worker.wake());
  return {
    add: async (queue, data, how) => {
      const result = await store.add(completeJob(queue, data, clock.now(), how));
      if (result.added) wake(queue);
      return result;
    },
    process: (queue, { concurrency, leaseMs = LEASE_MS }, handler) => {
      const worker = createWorker({ ...options, backoff, queue, concurrency, leaseMs, handler });
      workers.set(queue, [...(workers.get(queue) ?? []), worker]);
    },
    depth: (queue) => store.depth(queue),
    dead: (queue, limit) => store.dead(queue, limit),
    redrive: async (id) => {
      const queue = await store.redrive(id);
      if (queue !== null) wake(queue);
      return queue !== null;
    },
    stop: async (graceMs) => {
      const all = [...workers.values()].flat();
      workers.clear();
      await Promise.all(all.map((worker) => worker.stop(graceMs)));
    },
  };
}
