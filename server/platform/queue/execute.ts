import type { Clock } from '../clock/clock.ts';
import type { Ids } from '../ids/ids.ts';
import { messageOf } from '../log/describe-error.ts';
import { backoffOf, type Backoff } from './backoff.rules.ts';
import { RetryAfter, type Handler } from './port.ts';
import type { ClaimedJob, Outcome } from './store.types.ts';

interface Execution {
  readonly queue: string;
  readonly job: ClaimedJob;
  readonly handler: Handler;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly backoff: Backoff;
}

/** Runs a handler and tells what is to become of the job. Never throws. */
export async function execute({ queue, job, handler, signal, clock, ids, backoff }: Execution): Promise<Outcome> {
  const { id, lease, data, attempts, maxAttempts } = job;
  try {
    await handler({ id, queue, data, attempt: attempts + 1, signal });
    return { id, lease, kind: 'done' };
  } catch (error) {
    if (error instanceof RetryAfter) return { id, lease, kind: 'later', runAt: error.at };
    // Giving up because the process stops or the lease is lost is no failure of the job.
    if (signal.aborted) return { id, lease, kind: 'later', runAt: clock.now() };
    const failures = attempts + 1;
    const problem = messageOf(error);
    if (failures >= maxAttempts) return { id, lease, kind: 'dead', error: problem };
    const wait = backoffOf(backoff, failures, ids.pick(1001) / 1000);
    return { id, lease, kind: 'retry', runAt: clock.now() + wait, error: problem };
  }
}
