import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../schema.ts';
import { createManualClock } from '../clock/clock.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { silentLog } from '../log/port.ts';
import { canonical, hashOf } from './chain.rules.ts';
import { createEventLog } from './event-log.ts';
import type { EventLog } from './port.ts';
import { createEventRelay } from './relay.ts';

describe.each(testEngines)('events on %s', (engine) => {
  let db: Db;
  let log: EventLog;
  const clock = createManualClock(1_000_000);
  const event = (stream: string, type: string, data: Record<string, unknown> = {}) => ({
    stream,
    type,
    actor: 'system',
    data,
  });
  const append = (...events: Parameters<EventLog['append']>[1][number][]) => db.write((tx) => log.append(tx, events));
  const number = () => createEventRelay({ db, log: silentLog }).runOnce();

  beforeEach(async () => {
    db = await createTestDatabase(engine);
    log = createEventLog({ db, clock });
  });
  afterEach(() => db.close());

  it('chains the events of a stream over several transactions', async () => {
    await append(
      { ...event('ticket:a', 'ticket.received', { z: 1, a: 'दो' }), fresh: true },
      event('ticket:a', 'ticket.opened'),
    );
    await append(event('ticket:b', 'ticket.received'), event('ticket:a', 'ticket.closed'));
    const rows = await db.read.select().from(db.tables.events).orderBy(db.tables.events.stream, db.tables.events.seq);
    const streamA = rows.filter((row) => row.stream === 'ticket:a');
    expect(streamA.map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(streamA[0]?.prev).toBe('');
    expect(streamA[0]?.data).toBe('{"a":"दो","z":1}');
    expect(streamA.slice(1).map((row) => row.prev)).toEqual(streamA.slice(0, 2).map((row) => row.hash));
    for (const row of rows) expect(hashOf(row)).toBe(row.hash);
  });

  it('gives positions without gaps, in order of commit, and reads by them', async () => {
    await append(event('ticket:a', 'ticket.received'), event('ticket:b', 'ticket.received'));
    await number();
    await append(event('ticket:a', 'ticket.opened', { n: 1 }));
    await number();
    expect(await log.head()).toBe(3);
    expect((await log.after(0, 10)).map((one) => [one.position, one.stream, one.seq])).toEqual([
      [1, 'ticket:a', 1],
      [2, 'ticket:b', 1],
      [3, 'ticket:a', 2],
    ]);
    expect(await log.after(2, 10)).toEqual([
      {
        stream: 'ticket:a',
        seq: 2,
        position: 3,
        at: 1_000_000,
        type: 'ticket.opened',
        actor: 'system',
        data: { n: 1 },
      },
    ]);
    expect((await log.after(0, 1)).length).toBe(1);
    expect((await log.ofStream('ticket:a')).map((one) => one.type)).toEqual(['ticket.received', 'ticket.opened']);
  });

  it('leaves no trace of a transaction that failed', async () => {
    const failing = db.write(async (tx) => {
      await log.append(tx, [event('ticket:a', 'ticket.received')]);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await append(event('ticket:a', 'ticket.received'));
    await number();
    expect((await log.after(0, 10)).map((one) => [one.position, one.seq])).toEqual([[1, 1]]);
  });

  it('keeps the chain of a stream that many append to at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => append(event('account:x', 'account.polled', { index }))),
    );
    await Promise.all([number(), number(), number()]);
    const events = await log.after(0, 100);
    expect(events.map((one) => one.position)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(events.map((one) => one.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('never lets time run back within a stream', async () => {
    await append(event('ticket:a', 'ticket.received'));
    clock.advance(-500);
    await append(event('ticket:a', 'ticket.opened'));
    clock.advance(500);
    expect((await log.ofStream('ticket:a')).map((one) => one.at)).toEqual([1_000_000, 1_000_000]);
  });

  it('numbers by itself once started', async () => {
    const relay = createEventRelay({ db, log: silentLog });
    relay.start();
    await append(event('ticket:a', 'ticket.received'));
    await expect.poll(() => log.head(), { timeout: 3000 }).toBe(1);
    await relay.stop();
  });
});

describe('canonical', () => {
  it('writes equal values alike, whatever the order of their keys', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonical({ c: 1, b: 2 })).toBe(canonical({ b: 2, c: 1 }));
  });
});
