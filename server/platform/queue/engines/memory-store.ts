import type { Clock } from '../../clock/clock.ts';
import type { Ids } from '../../ids/ids.ts';
import {
  MAX_STALLS,
  STALLED,
  type ClaimedJob,
  type Exchange,
  type JobStore,
  type NewJob,
  type Outcome,
} from '../store.types.ts';

interface Entry extends NewJob {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  state: 'waiting' | 'running' | 'dead';
  runAt: number;
  attempts: number;
  stalls: number;
  lease: string | null;
  leaseUntil: number;
  lastError: string;
}

const release = (entry: Entry, state: Entry['state']) => Object.assign(entry, { state, lease: null, leaseUntil: 0 });

function settle(entries: Map<string, Entry>, outcome: Outcome): void {
  const entry = entries.get(outcome.id);
  if (!entry) return;
  if (outcome.kind === 'done') entries.delete(outcome.id);
  else release(entry, outcome.kind === 'dead' ? 'dead' : 'waiting');
  if (outcome.kind === 'retry' || outcome.kind === 'later') entry.runAt = outcome.runAt;
  if (outcome.kind === 'retry' || outcome.kind === 'dead') {
    entry.attempts += 1;
    entry.lastError = outcome.error;
  }
}

const isFree = (entry: Entry, others: readonly Entry[]): boolean =>
  entry.orderKey === null ||
  !others.some(
    (o) =>
      o.orderKey === entry.orderKey && (o.state === 'running' || (o.state === 'waiting' && o.number < entry.number)),
  );

function claim(all: readonly Entry[], { limit, lease, leaseMs }: Exchange, now: number): ClaimedJob[] {
  const due = all
    .filter((entry) => entry.state === 'waiting' && entry.runAt <= now)
    .sort((a, b) => a.priority - b.priority || a.runAt - b.runAt || a.number - b.number);
  const claimed: ClaimedJob[] = [];
  for (const entry of due) {
    if (claimed.length === limit) break;
    if (!isFree(entry, all)) continue;
    const given = `${lease}${entry.id}`;
    Object.assign(entry, { state: 'running', lease: given, leaseUntil: now + leaseMs });
    const { id, orderKey, attempts, maxAttempts } = entry;
    claimed.push({ id, data: structuredClone(entry.data), orderKey, attempts, maxAttempts, lease: given });
  }
  return claimed;
}

const soonest = (times: readonly number[]): number | null => (times.length > 0 ? Math.min(...times) : null);

/** Jobs in memory: gone with the process. For tests, and for work whose truth lies in tables that a sweep reads. */
export function createMemoryStore({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): JobStore {
  const entries = new Map<string, Entry>();
  let count = 0;
  const ofQueue = (queue: string) => [...entries.values()].filter((entry) => entry.queue === queue);
  const isHeld = ({ id, lease }: { id: string; lease: string }) => entries.get(id)?.lease === lease;
  const isTaken = (job: NewJob) =>
    job.dedupeKey === null
      ? undefined
      : ofQueue(job.queue).find((e) => e.dedupeKey === job.dedupeKey && e.state !== 'dead');
  return {
    add: async (job) => {
      const alive = isTaken(job);
      if (alive) return { id: alive.id, added: false };
      const id = ids.make('job');
      const fresh = { state: 'waiting' as const, attempts: 0, stalls: 0, lease: null, leaseUntil: 0, lastError: '' };
      entries.set(id, {
        ...job,
        ...fresh,
        data: structuredClone(job.data),
        id,
        number: ++count,
        createdAt: clock.now(),
      });
      return { id, added: true };
    },
    exchange: async (exchange) => {
      const held = exchange.outcomes.filter(isHeld);
      for (const outcome of held) settle(entries, outcome);
      const fenced = exchange.outcomes.filter((outcome) => !held.includes(outcome)).map(({ id }) => id);
      return { fenced, claimed: exchange.limit > 0 ? claim(ofQueue(exchange.queue), exchange, clock.now()) : [] };
    },
    extend: async (held, until) => {
      const kept = held.filter(isHeld).map(({ id }) => id);
      for (const id of kept) Object.assign(entries.get(id) ?? {}, { leaseUntil: until });
      return kept;
    },
    recover: async (queue, when) => {
      const until = when === 'once' ? Infinity : clock.now();
      const lost = ofQueue(queue).filter((entry) => entry.state === 'running' && entry.leaseUntil <= until);
      for (const entry of lost) {
        entry.stalls += 1;
        release(entry, entry.stalls > MAX_STALLS ? 'dead' : 'waiting');
        if (entry.state === 'dead') entry.lastError = STALLED;
      }
      return lost.length;
    },
    outlook: async (queue) => {
      const all = ofQueue(queue);
      const waiting = all.filter((entry) => entry.state === 'waiting');
      const later = waiting.filter((entry) => entry.runAt > clock.now());
      const running = all.filter((entry) => entry.state === 'running');
      return {
        due: waiting.length > later.length,
        dueAt: soonest(later.map((entry) => entry.runAt)),
        leaseAt: soonest(running.map((entry) => entry.leaseUntil)),
      };
    },
    depth: async (queue) => {
      const of = (state: Entry['state']) => ofQueue(queue).filter((entry) => entry.state === state).length;
      return { waiting: of('waiting'), running: of('running'), dead: of('dead') };
    },
    dead: async (queue, limit) =>
      ofQueue(queue)
        .filter((entry) => entry.state === 'dead')
        .slice(0, limit),
    redrive: async (id) => {
      const entry = entries.get(id);
      if (entry?.state !== 'dead' || isTaken(entry)) return null;
      Object.assign(entry, { state: 'waiting', runAt: clock.now(), attempts: 0, stalls: 0 });
      return entry.queue;
    },
  };
}
