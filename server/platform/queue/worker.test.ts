import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { createIds } from '../ids/ids.ts';
import { silentLog } from '../log/port.ts';
import { defaultBackoff } from './backoff.rules.ts';
import type { Exchange, Exchanged, JobStore, Outcome } from './store.types.ts';
import { createWorker } from './worker.ts';

/** A store whose first answer is held back until it is let go: one job. */
function createSlowStore() {
  const outcomes: Outcome[] = [];
  let asked: () => void = () => {};
  let answer: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  let left = [{ id: 'job', data: 1, orderKey: null, attempts: 0, maxAttempts: 1, lease: 'lease' }];
  const store: Pick<JobStore, 'exchange' | 'outlook' | 'extend' | 'recover'> = {
    exchange: async (exchange: Exchange): Promise<Exchanged> => {
      outcomes.push(...exchange.outcomes);
      const claimed = left.slice(0, exchange.limit);
      left = left.slice(exchange.limit);
      asked();
      await isAnswered;
      return { claimed, fenced: [] };
    },
    outlook: () => Promise.resolve({ due: false, dueAt: null, leaseAt: null }),
    extend: (held) => Promise.resolve(held.map(({ id }) => id)),
    recover: () => Promise.resolve(0),
  };
  return { store: store as JobStore, outcomes, isAsked, answer: () => answer() };
}

describe('a worker that stops', () => {
  it('waits for what its last look at the queue brings, and lets that end', async () => {
    const { store, outcomes, isAsked, answer } = createSlowStore();
    let ended = false;
    const worker = createWorker({
      ...{ store, clock: systemClock, ids: createIds(), log: silentLog, backoff: defaultBackoff, pollMs: 1000 },
      ...{ queue: 'q', concurrency: 1, leaseMs: 1000 },
      handler: async () => {
        await new Promise((resume) => setTimeout(resume, 20));
        ended = true;
      },
    });
    await isAsked;
    const stopping = worker.stop(5000);
    answer();
    await stopping;
    expect(ended).toBe(true);
    expect(outcomes).toEqual([{ id: 'job', lease: 'lease', kind: 'done' }]);
  });
});
