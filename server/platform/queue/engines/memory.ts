import type { Queue } from '../port.ts';
import { createStoredQueue, type QueueOptions } from '../stored-queue.ts';
import { createMemoryStore } from './memory-store.ts';

/** A queue that lives and dies with the process. */
export const createMemoryQueue = (options: QueueOptions): Queue =>
  createStoredQueue({ ...options, store: createMemoryStore(options), pollMs: 30_000 });
