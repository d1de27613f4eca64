import { setMaxListeners } from 'node:events';
import type { Db } from '../../schema.ts';
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/port.ts';
import { keepSchedule, nextTime, putOff, takeTurn } from './schedule.repository.ts';

/** Told to give up when the process stops or another took over. */
export type Run = (signal: AbortSignal) => Promise<void>;

export interface Scheduler {
  /** Runs every so many milliseconds, in one of all processes, from the start of the first of them; never beside itself. */
  every(name: string, ms: number, run: Run): void;
  /** Stops all; waits for what runs. */
  stop(): Promise<void>;
}

interface SchedulerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}

const AFTER_TROUBLE = 5000;
/** Never sleeps longer, so that a moved clock is noticed. */
const LONGEST_SLEEP = 60_000;

/** Schedules whose next time is in the database: a restart neither forgets nor repeats, and processes share the work. */
export function createScheduler({ db, clock, log }: SchedulerOptions): Scheduler {
  const stop = new AbortController();
  // One listener for each schedule that sleeps, and there are more than ten of them.
  setMaxListeners(0, stop.signal);
  const loops: Promise<void>[] = [];

  const sleep = (milliseconds: number) =>
    new Promise<void>((resume) => {
      const end = () => {
        clearTimeout(timer);
        stop.signal.removeEventListener('abort', end);
        resume();
      };
      const timer = setTimeout(end, milliseconds);
      stop.signal.addEventListener('abort', end);
      if (stop.signal.aborted) end();
    });

  async function runOnce(name: string, everyMs: number, run: Run, takenAt: number): Promise<void> {
    const lost = new AbortController();
    const beat = async () => {
      const kept = await db.write((tx) => putOff(tx, { name, everyMs, now: clock.now(), takenAt })).catch(() => true);
      if (!kept) lost.abort();
    };
    const timer = setInterval(() => void beat(), Math.max(100, everyMs / 2));
    try {
      await run(AbortSignal.any([stop.signal, lost.signal]));
    } catch (error) {
      if (!stop.signal.aborted) log.error('a scheduled run failed', { schedule: name, error });
    } finally {
      clearInterval(timer);
    }
  }

  async function turn(name: string, everyMs: number, run: Run): Promise<void> {
    const now = clock.now();
    const next = await nextTime(db.read, name);
    if (next === null) return db.write((tx) => keepSchedule(tx, { name, everyMs, now }));
    if (next > now) return sleep(Math.min(next - now, LONGEST_SLEEP));
    if (await db.write((tx) => takeTurn(tx, { name, everyMs, now }))) await runOnce(name, everyMs, run, now);
  }

  async function loop(name: string, everyMs: number, run: Run): Promise<void> {
    let known = false;
    while (!stop.signal.aborted) {
      try {
        // The interval may be another than the one stored.
        if (!known) await db.write((tx) => keepSchedule(tx, { name, everyMs, now: clock.now() }));
        known = true;
        await turn(name, everyMs, run);
      } catch (error) {
        log.error('a schedule could not be read', { schedule: name, error });
        await sleep(AFTER_TROUBLE);
      }
    }
  }

  return {
    every: (name, ms, run) => void loops.push(loop(name, ms, run)),
    stop: async () => {
      stop.abort();
      await Promise.all(loops);
    },
  };
}
