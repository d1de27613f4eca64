import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { systemClock } from '../clock/clock.ts';
import { createIds } from '../ids/ids.ts';
import { silentLog } from '../log/port.ts';
import { createBullQueue } from './engines/bull.ts';
import { createMemoryStore } from './engines/memory-store.ts';
import { createSqlQueue } from './engines/sql.ts';
import { createSqlStore } from './engines/sql-store.ts';
import type { Queue } from './port.ts';
import { queueContract, type QueueHarness } from './queue.test-suite.ts';
import type { JobStore } from './store.types.ts';
import { createStoredQueue } from './stored-queue.ts';

const redisUrl = process.env.PUKAAR_TEST_REDIS ?? 'redis://127.0.0.1:6379/5';

async function canReachRedis(): Promise<boolean> {
  const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  const reached = await client.connect().then(
    () => true,
    () => false,
  );
  client.disconnect();
  return reached;
}

const redisIsHere = await canReachRedis();
if (!redisIsHere) process.stdout.write('Redis is not reached: the queue is not tested on Bull\n');

const base = { clock: systemClock, ids: createIds(), log: silentLog, backoff: { baseMs: 20, capMs: 80 } };

const overStore = (store: JobStore) => createStoredQueue({ ...base, store, pollMs: 100 });

function harnessOver(
  store: JobStore,
  dispose: () => Promise<void>,
  make: (store: JobStore) => Queue = overStore,
): QueueHarness {
  const opened: Queue[] = [];
  return {
    open: ({ cut } = {}) => {
      const queue = make(cut ? { ...store, extend: () => new Promise<never>(() => {}) } : store);
      opened.push(queue);
      return queue;
    },
    close: async () => {
      await Promise.all(opened.map((queue) => queue.stop(0)));
      await dispose();
    },
  };
}

queueContract('memory', async () => harnessOver(createMemoryStore(base), async () => {}));

for (const engine of testEngines)
  queueContract(`the ${engine} database`, async () => {
    const db = await createTestDatabase(engine);
    return harnessOver(createSqlStore({ ...base, db }), () => db.close());
  });

async function bullHarness(engine: 'sqlite' | 'postgres') {
  const db = await createTestDatabase(engine);
  const prefix = `pukaar-test-${randomBytes(6).toString('hex')}`;
  const open = (store = createSqlStore({ ...base, db })) =>
    createBullQueue({ ...base, db, store, redisUrl, prefix, sweepMs: 100 });
  const redis = new Redis(redisUrl);
  const flush = async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  };
  const dispose = async () => {
    await flush();
    redis.disconnect();
    await db.close();
  };
  return { ...harnessOver(createSqlStore({ ...base, db }), dispose, open), flush };
}

const shared = testEngines.at(-1) ?? 'sqlite';
if (redisIsHere) queueContract(`Bull over the ${shared} database`, () => bullHarness(shared));

describe.runIf(redisIsHere)('Bull as a mere messenger', () => {
  it('loses nothing when Redis is emptied', async () => {
    const harness = await bullHarness('sqlite');
    const writer = harness.open();
    for (let n = 0; n < 20; n += 1) await writer.add('q', n, n % 2 ? { runAt: Date.now() + 300 } : {});
    await expect.poll(() => writer.depth('q')).toMatchObject({ waiting: 20 });
    await writer.stop(0);
    await harness.flush();
    const seen = new Set<unknown>();
    harness.open().process('q', { concurrency: 4 }, async (job) => void seen.add(job.data));
    await expect.poll(() => seen.size, { timeout: 8000 }).toBe(20);
    await harness.close();
  });

  it('adds and works on while Redis is away', async () => {
    const db = await createTestDatabase('sqlite');
    const queue = createBullQueue({ ...base, db, redisUrl: 'redis://127.0.0.1:4399', sweepMs: 50 });
    expect((await queue.add('q', 1)).added).toBe(true);
    expect(await queue.check()).toBe(false);
    expect((await queue.depth('q')).waiting).toBe(1);
    await queue.stop(0);
    await db.close();
  });
});

it('takes up at once what its predecessor on the embedded database was doing', async () => {
  const db = await createTestDatabase('sqlite');
  const first = createSqlQueue({ ...base, db });
  const seen: string[] = [];
  first.process('q', { concurrency: 1, leaseMs: 60_000 }, async () => {
    seen.push('first');
    await new Promise(() => {});
  });
  await first.add('q', 'x', { attempts: 1 });
  await expect.poll(() => seen).toEqual(['first']);
  const second = createSqlQueue({ ...base, db });
  second.process('q', { concurrency: 1 }, async () => void seen.push('second'));
  await expect.poll(() => seen).toEqual(['first', 'second']);
  await Promise.all([first.stop(0), second.stop(0)]);
  await db.close();
});
