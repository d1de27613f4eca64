import type { Tx } from '../../schema.ts';

export interface Lease {
  readonly name: string;
  /** Rises with every hand-over: what carries a lower one is from a holder of the past. */
  readonly fence: number;
  /** Aborted when the lease is lost or given back. */
  readonly signal: AbortSignal;
}

export interface LeaseOptions {
  /** How long a holder that stopped keeps others waiting; default 15 s. */
  readonly ttlMs?: number;
}

/** Leave to be the only one, over all processes. */
export interface Leases {
  /** Takes the lease and keeps it alive. Null when another holds it. */
  take(name: string, options?: LeaseOptions): Promise<(Lease & { release(): Promise<void> }) | null>;
  /**
   * Runs the work whenever this process gets the lease, until stopped; again after it was lost or the work ended.
   * Answers the way to stop: aborts the work, waits for it, and gives the lease back.
   */
  hold(name: string, work: (lease: Lease) => Promise<void>, options?: LeaseOptions): () => Promise<void>;
  /** Throws when the lease was handed over; till the transaction ends it cannot be. Call it in the transaction that relies on it. */
  confirm(tx: Tx, lease: Pick<Lease, 'name' | 'fence'>): Promise<void>;
}
