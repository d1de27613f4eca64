import type { Log } from '../log/port.ts';
import type { Clock } from '../clock/clock.ts';
import type { Ids } from '../ids/ids.ts';
import type { Backoff } from './backoff.rules.ts';
import { execute } from './execute.ts';
import { createHolding } from './holding.ts';
import type { Handler } from './port.ts';
import type { ClaimedJob, JobStore, Outcome } from './store.types.ts';

export interface WorkerOptions {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly backoff: Backoff;
  /** Longest time between two looks at an idle queue. */
  readonly pollMs: number;
  /** This process is the only one: what runs when it starts was left by its predecessor. */
  readonly alone?: boolean;
}

interface Work extends WorkerOptions {
  readonly queue: string;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly handler: Handler;
}

export interface Worker {
  /** There may be something to do. */
  wake(): void;
  stop(graceMs: number): Promise<void>;
}

const AFTER_TROUBLE = 500;

/** Claims jobs of one queue as places get free, and writes outcomes back in batches. Sleeps until woken or due. */
export function createWorker(work: Work): Worker {
  const { store, clock, ids, log, queue, concurrency, leaseMs } = work;
  const holding = createHolding({ store, clock, log, leaseMs });
  const outcomes: Outcome[] = [];
  let turning: Promise<void> | null = null;
  let again = false;
  let queued = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let inherits = work.alone === true;

  function start(job: ClaimedJob): void {
    const signal = holding.take(job);
    void execute({ ...work, job, signal }).then((outcome) => {
      holding.give(job);
      if (outcome.kind === 'dead') log.error('a job failed for good', { queue, job: job.id, problem: outcome.error });
      outcomes.push(outcome);
      wake();
    });
  }

  async function exchange(): Promise<{ readonly full: boolean }> {
    const limit = stopped ? 0 : concurrency - holding.size();
    const sent = outcomes.splice(0);
    if (sent.length === 0 && limit === 0) return { full: true };
    try {
      const result = await store.exchange({ queue, outcomes: sent, limit, lease: ids.secret(9), leaseMs });
      if (result.fenced.length > 0) log.warn('jobs ended after their lease was lost', { queue, jobs: result.fenced });
      result.claimed.forEach(start);
      return { full: limit > 0 && result.claimed.length === limit };
    } catch (error) {
      outcomes.unshift(...sent);
      throw error;
    }
  }

  async function sleep(): Promise<void> {
    const now = clock.now();
    const { dueAt, leaseAt } = await store.outlook(queue);
    if (leaseAt !== null && leaseAt <= now) {
      const recovered = await store.recover(queue);
      if (recovered > 0) log.warn('jobs of a stopped worker wait again', { queue, jobs: recovered });
      again = true;
    }
    if (stopped || again) return;
    const next = Math.min(dueAt ?? Infinity, leaseAt ?? Infinity, now + work.pollMs);
    clearTimeout(timer);
    timer = setTimeout(wake, Math.max(1, next - now));
  }

  async function turn(): Promise<void> {
    try {
      if (inherits) await store.recover(queue, 'once');
      inherits = false;
      do {
        again = false;
        const { full } = await exchange();
        if (!full && !stopped) await sleep();
      } while (again || outcomes.length > 0);
    } catch (error) {
      log.error('the queue could not be reached', { queue, error });
      again = false;
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(wake, AFTER_TROUBLE);
    }
  }

  function wake(): void {
    if (turning) again = true;
    if (turning || queued) return;
    queued = true;
    setImmediate(() => {
      queued = false;
      again = false;
      turning = turn().finally(() => {
        turning = null;
        // Woken between the last look and here.
        if (again) wake();
      });
    });
  }

  /** A look at the queue that is under way may still bring jobs: whoever waits for those that run waits for it first. */
  async function quiet(): Promise<void> {
    while (queued || turning) await (turning ?? new Promise(setImmediate));
  }

  wake();
  return {
    wake,
    stop: async (graceMs) => {
      stopped = true;
      clearTimeout(timer);
      await quiet();
      await holding.settle(graceMs);
      await quiet();
      outcomes.push(...holding.abandon());
      await turn();
      holding.close();
    },
  };
}
