import type { Tx } from '../../schema.ts';
import { addSteps, type ReachStep } from './velocity.repository.ts';
import { bucketOf, KEPT, type Growth } from './velocity.rules.ts';

/** That a ticket's reach grew at a moment. */
export interface Grown extends Growth {
  readonly ticket: string;
  /** The citizen's own time: what an outage kept back did not happen when it arrived. */
  readonly at: number;
}

/** Counts by how much tickets grew, in the transaction that lets them grow. What is too old to matter is left out. */
export async function noteReach(tx: Tx, { grown, now }: { grown: readonly Grown[]; now: number }): Promise<void> {
  const steps = new Map<string, ReachStep>();
  for (const { ticket, at, reach, voices } of grown) {
    const bucket = bucketOf(Math.min(at, now));
    if (bucket < now - KEPT || reach + voices <= 0) continue;
    const known = steps.get(`${bucket} ${ticket}`) ?? { ticket, bucket, reach: 0, voices: 0 };
    steps.set(`${bucket} ${ticket}`, { ...known, reach: known.reach + reach, voices: known.voices + voices });
  }
  // In one order, so that two transactions never wait for each other.
  const ordered = [...steps.values()].sort((a, b) =>
    a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : a.bucket - b.bucket,
  );
  await addSteps(tx, ordered);
}
