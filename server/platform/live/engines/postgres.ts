import pg from 'pg';
import type { Db } from '../../../schema.ts';
import { lastPosition } from '../../events/events.repository.ts';
import type { Log } from '../../log/port.ts';
import { createListeners } from '../listeners.ts';
import type { LiveSignal } from '../port.ts';

export interface PostgresLiveOptions {
  readonly db: Pick<Db, 'read'>;
  readonly url: string;
  readonly log: Log;
  /** How often the last position is looked at, should a notice be lost; default 1000. */
  readonly pollMs?: number;
}

const CHANNEL = 'pukaar_moved';
const LONGEST_PAUSE = 5000;

/**
 * For processes that share a PostgreSQL: a notice that positions moved, without content. To be announced by who
 * gave the positions (the event relay). Comes back by itself after a lost connection; a poll stands behind it.
 */
export function createPostgresLive({ db, url, log, pollMs = 1000 }: PostgresLiveOptions): LiveSignal {
  const listeners = createListeners();
  let client: pg.Client | null = null;
  let closed = false;
  let pause = 100;
  let announcing = false;
  let announceAgain = false;
  let position = -1;
  let retry: NodeJS.Timeout | undefined;

  function lost(dead: pg.Client): void {
    if (client === dead) client = null;
    dead.removeAllListeners();
    dead.on('error', () => {});
    dead.end().catch(() => {});
    if (closed) return;
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5000 });
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    fresh.on('notification', listeners.wake);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      if (closed) return await fresh.end();
      client = fresh;
      pause = 100;
      listeners.wake();
    } catch {
      log.warn('the live connection to the database failed', { again: pause });
      lost(fresh);
    }
  }

  async function announce(): Promise<void> {
    announceAgain = true;
    if (announcing) return;
    announcing = true;
    while (announceAgain && client) {
      announceAgain = false;
      await client.query(`NOTIFY ${CHANNEL}`).catch(() => {});
    }
    announcing = false;
  }

  async function poll(): Promise<void> {
    if (listeners.count() === 0) return;
    const now = await lastPosition(db.read).catch(() => position);
    if (now !== position) listeners.wake();
    position = now;
  }

  void connect();
  const timer = setInterval(() => void poll(), pollMs);
  timer.unref();
  return {
    announce: () => {
      listeners.wake();
      void announce();
    },
    listen: listeners.add,
    close: async () => {
      closed = true;
      clearInterval(timer);
      clearTimeout(retry);
      await client?.end();
    },
  };
}
