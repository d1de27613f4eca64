import type { Db } from '../../schema.ts';
import type { Clock } from '../clock/clock.ts';
import type { Ids } from '../ids/ids.ts';
import type { Log } from '../log/port.ts';
import { keepLease, lockFence, takeLease } from './lease.repository.ts';
import type { Lease, LeaseOptions, Leases } from './port.ts';

interface LeasesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

const TTL_MS = 15_000;

/** Leases in table `lease`. */
export function createLeases({ db, clock, ids, log }: LeasesOptions): Leases {
  async function take(name: string, { ttlMs = TTL_MS }: LeaseOptions = {}) {
    const holder = ids.make('hld');
    let until = clock.now() + ttlMs;
    const fence = await db.write((tx) => takeLease(tx, { name, holder, until }, clock.now()));
    if (fence === null) return null;
    const abort = new AbortController();

    async function beat(): Promise<void> {
      const next = clock.now() + ttlMs;
      const kept = await db.write((tx) => keepLease(tx, { name, holder, until: next })).catch(() => null);
      if (kept) until = next;
      // Not knowing is no loss yet: nobody else can take it before it runs out.
      if (kept === false || clock.now() >= until) lose();
    }

    function lose(): void {
      if (abort.signal.aborted) return;
      clearInterval(timer);
      log.warn('a lease was lost', { lease: name, fence });
      abort.abort();
    }

    const timer = setInterval(() => void beat(), ttlMs / 3);
    timer.unref();
    const release = async () => {
      clearInterval(timer);
      if (abort.signal.aborted) return;
      abort.abort();
      await db.write((tx) => keepLease(tx, { name, holder, until: 0 }));
    };
    return { name, fence, signal: abort.signal, release };
  }

  function hold(name: string, work: (lease: Lease) => Promise<void>, options: LeaseOptions = {}) {
    const stop = new AbortController();
    const pause = () =>
      new Promise<void>((resume) => {
        const end = () => {
          clearTimeout(timer);
          stop.signal.removeEventListener('abort', end);
          resume();
        };
        const timer = setTimeout(end, (options.ttlMs ?? TTL_MS) / 3);
        stop.signal.addEventListener('abort', end);
      });

    async function once(): Promise<void> {
      const lease = await take(name, options);
      if (!lease) return;
      const signal = AbortSignal.any([stop.signal, lease.signal]);
      try {
        if (!signal.aborted) await work({ name, fence: lease.fence, signal });
      } finally {
        await lease.release();
      }
    }

    const loop = (async () => {
      while (!stop.signal.aborted) {
        await once().catch((error: unknown) => log.error('work under a lease failed', { lease: name, error }));
        if (!stop.signal.aborted) await pause();
      }
    })();
    return async () => {
      stop.abort();
      await loop;
    };
  }

  return {
    take,
    hold,
    confirm: async (tx, { name, fence }) => {
      if ((await lockFence(tx, name)) !== fence) throw new Error(`the lease "${name}" was handed over`);
    },
  };
}
