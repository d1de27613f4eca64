import type { DeadJob, QueueDepth } from './port.ts';

export interface NewJob {
  readonly queue: string;
  readonly data: unknown;
  readonly dedupeKey: string | null;
  readonly orderKey: string | null;
  readonly priority: number;
  readonly runAt: number;
  readonly maxAttempts: number;
}

export interface ClaimedJob {
  readonly id: string;
  readonly data: unknown;
  readonly orderKey: string | null;
  /** Attempts that failed before this one. */
  readonly attempts: number;
  readonly maxAttempts: number;
  /** Proves who holds the job; another claim has another one. */
  readonly lease: string;
}

interface Held {
  readonly id: string;
  readonly lease: string;
}

/** What became of a claimed job. Only the holder of the lease may say so. */
export type Outcome =
  | (Held & { readonly kind: 'done' })
  /** Failed: run again at a time, one attempt less. */
  | (Held & { readonly kind: 'retry'; readonly runAt: number; readonly error: string })
  /** Not yet: run again at a time, no attempt spent. */
  | (Held & { readonly kind: 'later'; readonly runAt: number })
  | (Held & { readonly kind: 'dead'; readonly error: string });

export interface Exchange {
  readonly queue: string;
  readonly outcomes: readonly Outcome[];
  /** How many due jobs to take at most. */
  readonly limit: number;
  /** Prefix of the new leases; never used twice. */
  readonly lease: string;
  readonly leaseMs: number;
}

export interface Exchanged {
  readonly claimed: readonly ClaimedJob[];
  /** Outcomes that came too late: the lease was another's by then. */
  readonly fenced: readonly string[];
}

/** When the queue wants to be looked at again; null for never. */
export interface Outlook {
  /** Jobs wait whose time has come, though perhaps not their turn. */
  readonly due: boolean;
  /** Soonest waiting job that is not due yet. */
  readonly dueAt: number | null;
  /** Soonest end of a lease. */
  readonly leaseAt: number | null;
}

/** Where jobs are kept. All steps are atomic. */
export interface JobStore {
  add(job: NewJob): Promise<{ id: string; added: boolean }>;
  /** Records what became of jobs and takes new ones, in one step. */
  exchange(exchange: Exchange): Promise<Exchanged>;
  /** Prolongs leases. Answers the ids that are still held. */
  extend(held: readonly Held[], until: number): Promise<readonly string[]>;
  /**
   * Puts jobs whose lease ran out back to wait, or to the dead after too many times; at `once` those too whose
   * lease still holds: for a process that knows itself to be the only one. Answers how many.
   */
  recover(queue: string, when?: 'once'): Promise<number>;
  outlook(queue: string): Promise<Outlook>;
  depth(queue: string): Promise<QueueDepth>;
  dead(queue: string, limit: number): Promise<readonly DeadJob[]>;
  /** The queue of the job that waits again; null when it was not dead or its dedupe key is taken. */
  redrive(id: string): Promise<string | null>;
}

/** A job that ended its worker this often is not tried again. */
export const MAX_STALLS = 20;

export const STALLED = 'the worker stopped while it ran, again and again';
