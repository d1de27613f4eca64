import type { Clock } from '../../clock/clock.ts';
import type { Ids } from '../../ids/ids.ts';
import type { Log } from '../../log/port.ts';
import type { Backoff } from '../backoff.rules.ts';
import { execute } from '../execute.ts';
import { createHolding } from '../holding.ts';
import type { Handler } from '../port.ts';
import type { ClaimedJob, JobStore, Outcome } from '../store.types.ts';
import type { Worker } from '../worker.ts';
import type { Transport } from './bull-transport.ts';

interface Work {
  readonly store: JobStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly backoff: Backoff;
  readonly queue: string;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly sweepMs: number;
  readonly handler: Handler;
}

/** Works off a queue whenever it is told of work, and looks for itself now and then, should a message be lost. */
export function createBullWorker(work: Work): Omit<Worker, 'wake'> {
  const { store, transport, clock, ids, log, queue, concurrency, leaseMs } = work;
  const holding = createHolding({ store, clock, log, leaseMs });
  let stopped = false;
  let sweeping: Promise<void> | null = null;
  const exchanging = new Set<Promise<unknown>>();

  function exchange(outcomes: readonly Outcome[]): Promise<ClaimedJob | undefined> {
    const result = settleAndClaim(outcomes).finally(() => exchanging.delete(result));
    exchanging.add(result);
    return result;
  }

  async function settleAndClaim(outcomes: readonly Outcome[]): Promise<ClaimedJob | undefined> {
    const limit = stopped ? 0 : 1;
    const { claimed, fenced } = await store.exchange({ queue, outcomes, limit, lease: ids.secret(9), leaseMs });
    if (fenced.length > 0) log.warn('jobs ended after their lease was lost', { queue, jobs: fenced });
    for (const outcome of outcomes)
      if (outcome.kind === 'retry' || outcome.kind === 'later') transport.tell(queue, outcome.runAt - clock.now() + 1);
    return claimed[0];
  }

  async function run(job: ClaimedJob): Promise<Outcome> {
    const outcome = await execute({ ...work, job, signal: holding.take(job) });
    holding.give(job);
    if (outcome.kind === 'dead') log.error('a job failed for good', { queue, job: job.id, problem: outcome.error });
    return outcome;
  }

  /** One message heard: works until nothing is due. */
  async function heard(): Promise<void> {
    const outcomes: Outcome[] = [];
    try {
      for (;;) {
        const job = await exchange(outcomes);
        if (outcomes.splice(0).length > 0 && job === undefined) transport.tell(queue);
        if (job === undefined) return;
        outcomes.push(await run(job));
      }
    } catch (error) {
      // What became of the job is not lost with the answer: its lease runs out and it runs again.
      log.error('the queue could not be reached', { queue, error });
    }
  }

  async function sweep(): Promise<void> {
    try {
      const { due, leaseAt } = await store.outlook(queue);
      const recovered = leaseAt !== null && leaseAt <= clock.now() ? await store.recover(queue) : 0;
      if (recovered > 0) log.warn('jobs of a stopped worker wait again', { queue, jobs: recovered });
      if (!due && recovered === 0) return;
      if ((await transport.waiting(queue)) === 0) for (let n = 0; n < concurrency; n += 1) transport.tell(queue);
    } catch (error) {
      log.warn('the queue could not be looked through', { queue, error });
    }
  }

  const timer = setInterval(() => {
    sweeping ??= sweep().finally(() => {
      sweeping = null;
    });
  }, work.sweepMs);
  timer.unref();
  transport.hear(queue, concurrency, heard);
  return {
    stop: async (graceMs) => {
      stopped = true;
      clearInterval(timer);
      await sweeping;
      await holding.settle(graceMs);
      const left = holding.abandon();
      if (left.length > 0) await exchange(left);
      // A job that ended just now may still have to say so.
      await new Promise(setImmediate);
      await Promise.allSettled(exchanging);
      holding.close();
    },
  };
}
