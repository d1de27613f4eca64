import type { Db, Tx } from '../../../schema.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Ids } from '../../ids/ids.ts';
import * as jobs from '../job.repository.ts';
import type { ClaimedJob, Exchange, JobStore } from '../store.types.ts';

interface SqlStoreOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Jobs in table `job` of either database. */
export function createSqlStore({ db, clock, ids }: SqlStoreOptions): JobStore {
  /** Priorities that jobs wait with, a queue: those added here, and those met when looking around. */
  const priorities = new Map<string, readonly number[]>();
  const ofQueue = (queue: string) => priorities.get(queue) ?? [100];
  const remember = (queue: string, found: readonly number[]) =>
    priorities.set(
      queue,
      [...new Set([...ofQueue(queue), ...found])].sort((a, b) => a - b),
    );

  async function claim(tx: Tx, exchange: Exchange): Promise<ClaimedJob[]> {
    const claimed: ClaimedJob[] = [];
    if (exchange.limit === 0) return claimed;
    await jobs.takeTurns(tx, exchange.queue);
    const now = clock.now();
    for (const priority of ofQueue(exchange.queue)) {
      const limit = exchange.limit - claimed.length;
      if (limit > 0) claimed.push(...(await jobs.claim(tx, { ...exchange, now, priority, limit })));
    }
    return claimed;
  }

  return {
    add: async (job) => {
      if (!ofQueue(job.queue).includes(job.priority)) remember(job.queue, [job.priority]);
      const id = ids.make('job');
      return db.write((tx) => jobs.insertJob(tx, id, job, clock.now()));
    },
    exchange: (exchange) =>
      db.write(
        async (tx) => ({
          fenced: exchange.outcomes.length > 0 ? await jobs.settle(tx, exchange.outcomes) : [],
          claimed: await claim(tx, exchange),
        }),
        { lane: 'batch' },
      ),
    extend: (held, until) => db.write((tx) => jobs.prolong(tx, held, until)),
    recover: (queue, when) => {
      const until = when === 'once' ? Number.MAX_SAFE_INTEGER : clock.now();
      return db.write((tx) => jobs.recoverStalled(tx, queue, until), { lane: 'batch' });
    },
    outlook: async (queue) => {
      const found = await jobs.waitingPriorities(db.read, queue);
      const isNew = found.some((priority) => !ofQueue(queue).includes(priority));
      remember(queue, found);
      const now = clock.now();
      const outlook = await jobs.lookOut(db.read, queue, found, now);
      // A priority not met before: there may be due jobs that the claim did not look for.
      return isNew ? { ...outlook, dueAt: now } : outlook;
    },
    depth: (queue) => jobs.countJobs(db.read, queue),
    dead: (queue, limit) => jobs.listDead(db.read, queue, limit),
    redrive: async (id) => {
      try {
        return await db.write((tx) => jobs.revive(tx, id, clock.now()));
      } catch (error) {
        if (db.isDuplicate(error)) return null;
        throw error;
      }
    },
  };
}
