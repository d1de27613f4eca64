import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { defineTables, type Db } from '../../schema.ts';
import { systemClock } from '../clock/clock.ts';
import { createPostgresDatabase } from '../db/engines/postgres.ts';
import { pgKit } from '../db/kit.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { borrowPostgresDatabase } from '../db/postgres.testing.ts';
import { createEventLog } from '../events/event-log.ts';
import { createEventRelay } from '../events/relay.ts';
import { silentLog } from '../log/port.ts';
import { createLocalLive } from './engines/local.ts';
import { createPostgresLive } from './engines/postgres.ts';
import type { LiveSignal } from './port.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function counter(live: LiveSignal) {
  let count = 0;
  const stop = live.listen(() => (count += 1));
  return { count: () => count, stop };
}

const put = (db: Db, name: string) => db.write(async (tx) => tx.insertRows(tx.tables.setting, [{ name, value: 1 }]));

it('tells listeners of one process after commits, many at once as one', async () => {
  const db = await createTestDatabase('sqlite');
  closing.push(() => db.close());
  const live = createLocalLive({ db });
  const one = counter(live);
  const other = counter(live);
  await Promise.all(Array.from({ length: 50 }, (_, n) => put(db, `n${n}`)));
  await expect.poll(one.count).toBeGreaterThan(0);
  expect(one.count()).toBeLessThan(20);
  one.stop();
  const before = one.count();
  await put(db, 'last');
  await expect.poll(other.count).toBeGreaterThan(before);
  expect(one.count()).toBe(before);
  await live.close();
});

describe.runIf(testEngines.includes('postgres'))('over PostgreSQL', () => {
  async function open() {
    const { url, giveBack } = await borrowPostgresDatabase();
    closing.push(giveBack);
    const db = createPostgresDatabase({ url, tables: defineTables(pgKit), poolSize: 3 });
    closing.push(() => db.close());
    const start = (pollMs: number) => {
      const live = createPostgresLive({ db, url, log: silentLog, pollMs });
      closing.push(() => live.close());
      return live;
    };
    return { url, db, start };
  }

  it('tells other processes when events got their positions', async () => {
    const { db, start } = await open();
    const here = start(60_000);
    const there = counter(start(60_000));
    const relay = createEventRelay({ db, log: silentLog, onNumbered: () => here.announce() });
    relay.start();
    closing.push(() => relay.stop());
    const events = createEventLog({ db, clock: systemClock });
    await expect.poll(there.count).toBeGreaterThan(0);
    const before = there.count();
    await db.write((tx) =>
      events.append(tx, [{ stream: 'ticket:a', type: 'ticket.received', actor: 'system', data: {} }]),
    );
    await expect.poll(there.count, { timeout: 5000 }).toBeGreaterThan(before);
    expect(await events.head()).toBe(1);
  });

  it('comes back after its connection was cut', async () => {
    const { url, start } = await open();
    const here = start(60_000);
    const there = counter(start(60_000));
    await expect.poll(there.count).toBeGreaterThan(0);
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    );
    await admin.end();
    const before = there.count();
    await expect
      .poll(
        () => {
          here.announce();
          return there.count();
        },
        { timeout: 8000, interval: 100 },
      )
      .toBeGreaterThan(before + 1);
  });

  it('notices by its poll what nobody announced', async () => {
    const { db, start } = await open();
    const there = counter(start(50));
    const events = createEventLog({ db, clock: systemClock });
    await expect.poll(there.count).toBeGreaterThan(0);
    await new Promise((resume) => setTimeout(resume, 200));
    const before = there.count();
    await db.write((tx) =>
      events.append(tx, [{ stream: 'ticket:a', type: 'ticket.received', actor: 'system', data: {} }]),
    );
    await createEventRelay({ db, log: silentLog }).runOnce();
    await expect.poll(there.count, { timeout: 5000 }).toBeGreaterThan(before);
  });
});
