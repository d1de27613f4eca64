export interface JobOptions {
  /** Refused while a job with the same key is waiting or running; never because of history. */
  readonly dedupeKey?: string;
  /** Jobs with the same key run one after the other, in order of adding. */
  readonly orderKey?: string;
  /** Epoch milliseconds; default now. */
  readonly runAt?: number;
  /** Lower runs first; default 100. */
  readonly priority?: number;
  /** Default 8. */
  readonly attempts?: number;
}

export interface Job {
  readonly id: string;
  readonly queue: string;
  readonly data: unknown;
  readonly attempt: number;
  /** Aborted when the lease is lost or the process stops: the handler should give up then. */
  readonly signal: AbortSignal;
}

export type Handler = (job: Job) => Promise<void>;

/** Thrown by a handler to be called again at a given time without costing an attempt. */
export class RetryAfter extends Error {
  readonly at: number;
  constructor(at: number) {
    super('retry later');
    this.name = 'RetryAfter';
    this.at = at;
  }
}

export interface QueueDepth {
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
}

export interface DeadJob {
  readonly id: string;
  readonly queue: string;
  readonly attempts: number;
  readonly lastError: string;
  readonly createdAt: number;
}

/**
 * Says when work is done; the database says what. At least once: a handler may run twice.
 * Every engine passes one contract suite.
 */
export interface Queue {
  add(queue: string, data: unknown, options?: JobOptions): Promise<{ id: string; added: boolean }>;
  /** Starts handling; `concurrency` jobs at once. */
  process(queue: string, options: { readonly concurrency: number; readonly leaseMs?: number }, handler: Handler): void;
  depth(queue: string): Promise<QueueDepth>;
  dead(queue: string, limit: number): Promise<readonly DeadJob[]>;
  /** Puts a dead job back to wait. False when it is not dead any more. */
  redrive(id: string): Promise<boolean>;
  /** Stops taking work, waits for what runs up to `graceMs`, then gives leases back. */
  stop(graceMs: number): Promise<void>;
}
