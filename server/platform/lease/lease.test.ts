import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../schema.ts';
import { createManualClock, systemClock } from '../clock/clock.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { createIds } from '../ids/ids.ts';
import { silentLog } from '../log/port.ts';
import { createLeases } from './leases.ts';

describe.each(testEngines)('leases on %s', (engine) => {
  let db: Db;
  const base = { ids: createIds(), log: silentLog };
  beforeEach(async () => {
    db = await createTestDatabase(engine);
  });
  afterEach(() => db.close());

  it('has one holder at a time, of many who ask at once', async () => {
    const processes = Array.from({ length: 6 }, () => createLeases({ ...base, db, clock: systemClock }));
    const taken = await Promise.all(processes.map((leases) => leases.take('matching')));
    expect(taken.filter((lease) => lease !== null).length).toBe(1);
    await taken.find((lease) => lease !== null)?.release();
    const next = await processes[0]?.take('matching');
    expect(next?.fence).toBe(2);
    await next?.release();
  });

  it('passes to another when it runs out, and fences the holder of the past off', async () => {
    const clock = createManualClock(1_000);
    const leases = createLeases({ ...base, db, clock });
    const old = await leases.take('matching', { ttlMs: 60_000 });
    expect(await leases.take('matching')).toBeNull();
    await db.write((tx) => leases.confirm(tx, { name: 'matching', fence: 1 }));
    clock.advance(60_001);
    const fresh = await leases.take('matching', { ttlMs: 60_000 });
    expect(fresh?.fence).toBe(2);
    await expect(db.write((tx) => leases.confirm(tx, { name: 'matching', fence: old?.fence ?? 0 }))).rejects.toThrow(
      'handed over',
    );
    await old?.release();
    await db.write((tx) => leases.confirm(tx, { name: 'matching', fence: 2 }));
    await fresh?.release();
  });

  it('is kept alive, and tells its holder when it is lost', async () => {
    const leases = createLeases({ ...base, db, clock: systemClock });
    const lease = await leases.take('matching', { ttlMs: 150 });
    await new Promise((resume) => setTimeout(resume, 400));
    expect(lease?.signal.aborted).toBe(false);
    expect(await leases.take('matching')).toBeNull();
    await db.write(async (tx) => void (await tx.delete(tx.tables.lease)));
    await expect.poll(() => lease?.signal.aborted).toBe(true);
  });

  it('hands work over from a process that stops to one that waits', async () => {
    const ran: string[] = [];
    const start = (name: string) =>
      createLeases({ ...base, db, clock: systemClock }).hold(
        'matching',
        async ({ signal }) => {
          ran.push(name);
          await new Promise<void>((resume) => signal.addEventListener('abort', () => resume()));
        },
        { ttlMs: 150 },
      );
    const stopA = start('a');
    await expect.poll(() => ran).toEqual(['a']);
    const stopB = start('b');
    await new Promise((resume) => setTimeout(resume, 200));
    expect(ran).toEqual(['a']);
    await stopA();
    await expect.poll(() => ran).toEqual(['a', 'b']);
    await stopB();
  });
});
