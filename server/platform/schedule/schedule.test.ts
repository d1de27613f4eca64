import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../schema.ts';
import { systemClock } from '../clock/clock.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { silentLog } from '../log/port.ts';
import { keepSchedule, nextTime, takeTurn } from './schedule.repository.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

describe.each(testEngines)('schedules on %s', (engine) => {
  let db: Db;
  let open: Scheduler[];
  beforeEach(async () => {
    db = await createTestDatabase(engine);
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((scheduler) => scheduler.stop()));
    await db.close();
  });
  const start = () => {
    const scheduler = createScheduler({ db, clock: systemClock, log: silentLog });
    open.push(scheduler);
    return scheduler;
  };

  it('runs at its interval, in one of all processes, and goes on after a failure', async () => {
    const { schedule } = db.tables;
    const turns = new Set<number>();
    let count = 0;
    const run = async () => {
      const rows = await db.read.select().from(schedule);
      turns.add(rows[0]?.lastAt ?? 0);
      if (++count === 2) throw new Error('no luck');
    };
    for (let n = 0; n < 3; n += 1) start().every('seal', 120, run);
    await expect.poll(() => turns.size, { timeout: 8000, interval: 5 }).toBeGreaterThanOrEqual(5);
    const taken = [...turns].sort((x, y) => x - y);
    const pauses = taken.slice(1).map((at, index) => at - (taken[index] ?? 0));
    // Both are the database's own times of turns: a turn is taken once the one before is a whole interval old.
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(120);
    expect(count).toBeLessThanOrEqual(turns.size + 1);
  });

  it('is not brought forward by a process that starts with a clock read before another took its turn', async () => {
    const every = { name: 'seal', everyMs: 120 };
    await db.write((tx) => keepSchedule(tx, { ...every, now: 1000 }));
    expect(await db.write((tx) => takeTurn(tx, { ...every, now: 1030 }))).toBe(true);
    await db.write((tx) => keepSchedule(tx, { ...every, now: 1001 }));
    expect(await nextTime(db.read, 'seal')).toBe(1150);
    await db.write((tx) => keepSchedule(tx, { ...every, everyMs: 50, now: 1031 }));
    expect(await nextTime(db.read, 'seal')).toBe(1081);
    await db.write((tx) => keepSchedule(tx, { ...every, everyMs: 50, now: 500 }));
    expect(await nextTime(db.read, 'seal')).toBe(550);
  });

  it('does not run beside itself, however long it takes', async () => {
    let now = 0;
    let most = 0;
    let count = 0;
    const run = async () => {
      most = Math.max(most, ++now);
      await new Promise((resume) => setTimeout(resume, 600));
      now -= 1;
      count += 1;
    };
    for (let n = 0; n < 3; n += 1) start().every('slow', 200, run);
    await expect.poll(() => count, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    expect(most).toBe(1);
  });

  it('keeps the time over a restart, and takes a shorter interval at once', async () => {
    let count = 0;
    const run = async () => void (count += 1);
    start().every('daily', 60_000, run);
    await expect.poll(() => count).toBe(1);
    await open[0]?.stop();
    start().every('daily', 60_000, run);
    await new Promise((resume) => setTimeout(resume, 150));
    expect(count).toBe(1);
    start().every('daily', 50, run);
    await expect.poll(() => count).toBeGreaterThan(1);
  });

  it('has as many schedules as there are, and none of them is taken for a leak', async () => {
    const warnings: string[] = [];
    const heard = ({ name }: Error) => void warnings.push(name);
    process.on('warning', heard);
    const scheduler = start();
    let runs = 0;
    for (let n = 0; n < 12; n += 1) scheduler.every(`schedule ${n}`, 60_000, async () => void (runs += 1));
    await expect.poll(() => runs).toBe(12);
    await scheduler.stop();
    process.off('warning', heard);
    expect(warnings).toEqual([]);
  });

  it('tells what runs to give up when it stops, and waits for it', async () => {
    let ended = false;
    let started = false;
    start().every('long', 60_000, async (signal) => {
      started = true;
      await new Promise<void>((resume) => signal.addEventListener('abort', () => resume()));
      ended = true;
    });
    await expect.poll(() => started).toBe(true);
    await open[0]?.stop();
    expect(ended).toBe(true);
  });
});
