import Bull from 'bull';
import { Redis } from 'ioredis';
import type { Log } from '../../log/port.ts';

export interface BullTransportOptions {
  readonly redisUrl: string;
  /** Before all keys in Redis; default `pukaar`. */
  readonly prefix?: string;
  readonly log: Log;
}

/** Carries "there is work in this queue" between processes. Messages may be lost or come twice. */
export interface Transport {
  /** Says so at once or after a while. Never fails: who is not told looks for himself. */
  tell(queue: string, delayMs?: number): void;
  /** Calls `work` for each message, at most `concurrency` at once. */
  hear(queue: string, concurrency: number, work: () => Promise<void>): void;
  /** Messages that wait to be heard. */
  waiting(queue: string): Promise<number>;
  /** Hears no more; what runs goes on. */
  pause(): Promise<void>;
  close(): Promise<void>;
  check(): Promise<boolean>;
}

/** Messages carry nothing and are forgotten when heard: a finished one that stays would swallow the next of its id. */
const MESSAGE: Bull.JobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

const CLOSE_WITHIN = 2000;

const within = (work: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      resolve(ok);
    };
    work.then(
      () => end(true),
      () => end(false),
    );
  });

/** Bull on Redis, used for nothing but waking: jobs, their order, retries and leases are in the database. */
export function createBullTransport({ redisUrl, prefix = 'pukaar', log }: BullTransportOptions): Transport {
  const queues = new Map<string, Bull.Queue>();
  let troubled = false;

  function connect(): Redis {
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: false });
    connection.on('error', trouble);
    connection.on('ready', () => {
      troubled = false;
    });
    return connection;
  }

  function trouble(error: unknown): void {
    if (!troubled) log.warn('Redis is not reached: jobs are found by looking, later', { error });
    troubled = true;
  }

  const client = connect();
  const subscriber = connect();
  const shared = { client, subscriber };

  function open(queue: string): Bull.Queue {
    let bull = queues.get(queue);
    if (!bull) {
      bull = new Bull(queue, { prefix, createClient: (type) => (type === 'bclient' ? connect() : shared[type]) });
      bull.on('error', trouble);
      queues.set(queue, bull);
    }
    return bull;
  }

  const all = () => [...queues.values()];

  client.config('GET', 'maxmemory-policy').then(
    (answer) => {
      const policy = Array.isArray(answer) ? answer[1] : undefined;
      if (policy !== 'noeviction')
        log.warn('Redis may forget messages: set maxmemory-policy to noeviction', { policy });
    },
    () => {},
  );

  return {
    tell: (queue, delayMs = 0) => {
      const options = delayMs > 0 ? { ...MESSAGE, delay: delayMs } : MESSAGE;
      open(queue).add({}, options).catch(trouble);
    },
    hear: (queue, concurrency, work) => {
      open(queue).process(concurrency, work).catch(trouble);
    },
    waiting: (queue) => open(queue).getWaitingCount(),
    pause: async () => {
      await within(Promise.all(all().map((bull) => bull.pause(true, true))), CLOSE_WITHIN);
    },
    close: async () => {
      await within(Promise.all(all().map((bull) => bull.close(true))), CLOSE_WITHIN);
      client.disconnect();
      subscriber.disconnect();
    },
    check: () => within(client.ping(), CLOSE_WITHIN),
  };
}
