import type { Db } from '../../schema.ts';
import type { Log } from '../log/port.ts';
import { hasUnnumbered, numberEvents } from './events.repository.ts';

const BATCH = 2000;

export interface EventRelay {
  /** Numbers what is committed and waits. Answers how many events got their position. */
  runOnce(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

interface RelayOptions {
  readonly db: Db;
  readonly log: Log;
  /** Called after events got their position: `live.announce`. */
  readonly onNumbered?: () => void;
  /** How often to look for what a stopped process left; default 1000. */
  readonly pollMs?: number;
}

/** Gives events their position after commit, on PostgreSQL. On SQLite it has nothing to do. */
export function createEventRelay({ db, log, onNumbered, pollMs = 1000 }: RelayOptions): EventRelay {
  let running: Promise<unknown> | null = null;
  let again = false;
  let stops: (() => void)[] = [];

  async function runOnce(): Promise<number> {
    let total = 0;
    if (db.engine === 'sqlite') return total;
    // Looked at before writing: a pass that had nothing to do must not be a commit that wakes the next pass.
    while (await hasUnnumbered(db.read)) {
      const count = await db.write((tx) => numberEvents(tx, BATCH), { lane: 'batch' });
      if (count === 0) break;
      total += count;
    }
    if (total > 0) onNumbered?.();
    return total;
  }

  function wake(): void {
    if (running) {
      again = true;
      return;
    }
    running = runOnce()
      .catch((error: unknown) => log.warn('events could not be numbered', { error }))
      .finally(() => {
        running = null;
        if (again && stops.length > 0) {
          again = false;
          wake();
        }
      });
  }

  return {
    runOnce,
    start: () => {
      if (db.engine === 'sqlite' || stops.length > 0) return;
      const timer = setInterval(wake, pollMs);
      timer.unref();
      stops = [() => clearInterval(timer), db.onCommit(wake)];
      wake();
    },
    stop: async () => {
      for (const stop of stops) stop();
      stops = [];
      await running;
    },
  };
}
