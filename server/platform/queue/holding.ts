import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/port.ts';
import type { ClaimedJob, JobStore, Outcome } from './store.types.ts';

interface HoldingOptions {
  readonly store: Pick<JobStore, 'extend'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly leaseMs: number;
}

interface Held {
  readonly job: ClaimedJob;
  readonly abort: AbortController;
  until: number;
}

export interface Holding {
  take(job: ClaimedJob): AbortSignal;
  give(job: ClaimedJob): void;
  size(): number;
  /** Waits until nothing runs, at most `graceMs`; then tells what still runs to give up. */
  settle(graceMs: number): Promise<void>;
  /** Lets go of what still runs: it is to be run again by another. */
  abandon(): Outcome[];
  close(): void;
}

/** How long a handler that was told to give up may take to do so. */
const LAST_WORDS = 200;

/** The jobs that run here: keeps their leases alive and aborts those whose lease is lost. */
export function createHolding({ store, clock, log, leaseMs }: HoldingOptions): Holding {
  const held = new Map<string, Held>();
  let empty: (() => void) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let beating = false;

  function lose(lost: Held): void {
    if (lost.abort.signal.aborted) return;
    log.warn('the lease of a running job was lost', { job: lost.job.id });
    lost.abort.abort();
  }

  async function beat(): Promise<void> {
    for (const one of held.values()) if (one.until <= clock.now()) lose(one);
    if (beating || held.size === 0) return;
    beating = true;
    const asked = [...held.values()];
    const until = clock.now() + leaseMs;
    const leases = asked.map(({ job }) => job);
    try {
      const kept = new Set(await store.extend(leases, until));
      for (const one of asked) {
        if (kept.has(one.job.id)) one.until = until;
        else if (held.get(one.job.lease) === one) lose(one);
      }
    } catch (error) {
      log.warn('leases could not be prolonged', { error });
    } finally {
      beating = false;
    }
  }

  async function wait(milliseconds: number): Promise<void> {
    if (held.size === 0) return;
    let stop: NodeJS.Timeout | undefined;
    await new Promise<void>((resume) => {
      empty = resume;
      stop = setTimeout(resume, milliseconds);
    });
    clearTimeout(stop);
  }

  return {
    take: (job) => {
      const abort = new AbortController();
      held.set(job.lease, { job, abort, until: clock.now() + leaseMs });
      timer ??= setInterval(() => void beat(), Math.max(20, leaseMs / 3));
      return abort.signal;
    },
    give: (job) => {
      held.delete(job.lease);
      if (held.size === 0) empty?.();
    },
    size: () => held.size,
    settle: async (graceMs) => {
      await wait(graceMs);
      for (const { abort } of held.values()) abort.abort();
      await wait(LAST_WORDS);
    },
    abandon: () =>
      [...held.values()].map(({ job }) => ({
        id: job.id,
        lease: job.lease,
        kind: 'later' as const,
        runAt: clock.now(),
      })),
    close: () => {
      if (timer) clearInterval(timer);
    },
  };
}
