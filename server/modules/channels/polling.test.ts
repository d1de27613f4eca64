import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createChannelBench, START, type ChannelBench } from './channels.testing.ts';
import type { PollDeps } from './polling.types.ts';
import { pollAccount } from './polling.usecases.ts';

describe.each(testEngines)('polling into %s', (engine) => {
  let bench: ChannelBench;
  let number = 0;
  const mention = (more: { at?: number; visibleInMs?: number; text?: string } = {}): string => {
    number += 1;
    return bench.sim.world.post({
      author: { handle: `person_${number % 50}` },
      text: `@Uppolice plea ${number}`,
      ...more,
    }).id;
  };
  const mentions = (count: number): string[] =>
    Array.from({ length: count }, () => {
      bench.clock.advance(50);
      return mention();
    });
  const poll = (deps: PollDeps = bench.deps) => pollAccount(deps, bench.account);
  const cursor = async (stream = 'mentions') => {
    const { db } = bench.deps;
    return (await db.read.select().from(db.tables.channelCursor)).find((row) => row.stream === stream);
  };
  const missing = async (ids: readonly string[]): Promise<string[]> => {
    const received = await bench.received();
    return ids.filter((id) => !received.has(id));
  };
  const eventTypes = async (): Promise<string[]> => {
    const { db } = bench.deps;
    return (await db.read.select().from(db.tables.events)).map((row) => row.type);
  };

  beforeEach(async () => {
    bench = await createChannelBench(engine);
  });
  afterEach(() => bench.close());

  it('reads every page, then moves the cursor, then asks only for what is new', async () => {
    const ids = mentions(230);
    await poll();
    expect(await missing(ids)).toEqual([]);
    expect((await cursor())?.sinceId).toBe(ids.at(-1));
    expect((await cursor())?.nextToken).toBeNull();
    const before = (await bench.received()).size;
    const later = mentions(3);
    bench.clock.advance(31_000);
    await poll();
    expect((await bench.received()).size).toBe(before + 3);
    expect(await missing(later)).toEqual([]);
  });

  it('keeps the exact text that was received', async () => {
    mentions(2);
    const { db, drivers } = bench.deps;
    const bodies: string[] = [];
    const spy = {
      ...drivers['x'],
      fetchPage: async (input: never) => {
        const page = await drivers['x']?.fetchPage?.(input);
        if (!page) throw new Error('no page');
        bodies.push(page.body);
        return page;
      },
    };
    await poll({ ...bench.deps, drivers: { x: spy as never } });
    const rows = await db.read.select().from(db.tables.envelope);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(bodies).toContain(row.body);
  });

  it('goes on in the middle of a round after being killed between two pages', async () => {
    const ids = mentions(350);
    const { drivers } = bench.deps;
    let pages = 0;
    const dying = {
      ...drivers['x'],
      fetchPage: async (input: never) => {
        if (++pages > 2) throw new Error('killed');
        return drivers['x']?.fetchPage?.(input);
      },
    };
    await expect(poll({ ...bench.deps, drivers: { x: dying as never } })).rejects.toThrow('killed');
    expect((await cursor())?.sinceId).toBeNull();
    const arrived = mentions(20);
    await poll();
    const received = await bench.received();
    expect(ids.filter((id) => received.get(id) !== 1)).toEqual([]);
    bench.clock.advance(31_000);
    await poll();
    expect(await missing(arrived)).toEqual([]);
  });

  it('stores nothing of a page whose transaction fails, and reads it again', async () => {
    const ids = mentions(120);
    const { deps } = bench;
    let writes = 0;
    const write: typeof deps.db.write = (work, options) => {
      writes += 1;
      if (writes === 3) throw new Error('power cut');
      return deps.db.write(work, options);
    };
    await expect(poll({ ...deps, db: { ...deps.db, write } })).rejects.toThrow('power cut');
    await poll();
    expect(await missing(ids)).toEqual([]);
    const received = await bench.received();
    expect(ids.filter((id) => received.get(id) !== 1)).toEqual([]);
  });

  it('finds posts that were indexed late', async () => {
    await poll();
    const late = mention({ visibleInMs: 90_000 });
    const ids = mentions(3);
    bench.clock.advance(35_000);
    await poll();
    expect(await missing(ids)).toEqual([]);
    expect(await missing([late])).toEqual([late]);
    bench.clock.advance(120_000);
    mentions(1);
    await poll();
    expect(await missing([late])).toEqual([]);
  });

  it('does not store again what a page only repeats', async () => {
    mentions(3);
    await poll();
    const { db, ids: make } = bench.deps;
    const received = [...(await bench.received()).keys()];
    await db.write(async (tx) => {
      await tx.insertRows(
        tx.tables.message,
        received.map((id) => ({
          id: make.make('msg'),
          realm: 'x',
          externalId: id,
          versionId: id,
          account: bench.account,
          envelope: null,
          direction: 'in',
          kind: 'mention',
          voice: 'reporter',
          contact: null,
          conversation: null,
          ticket: null,
          text: 'x',
          salt: 's',
          language: null,
          at: START,
          receivedAt: START,
          inReplyTo: null,
          quotes: null,
          retweetOf: null,
          tagged: [],
          media: [],
          lat: null,
          lon: null,
          copyKey: null,
          reach: 0,
          state: 'done',
          deletedAt: null,
        })),
      );
    });
    const count = async () => (await db.read.select().from(db.tables.envelope)).length;
    const before = await count();
    bench.clock.advance(61_000);
    await poll();
    expect(await count()).toBe(before);
  });

  it.each(['unavailable', 'cut', 'junk', 'timeout', 'rate-bare'] as const)(
    'loses nothing by %s in the middle of a round',
    async (fault) => {
      const ids = mentions(250);
      bench.sim.fault({ fault, path: '/mentions', after: 1 });
      const first = await poll();
      expect(Object.keys(first.failures)).toEqual(['mentions']);
      const paused = (await cursor())?.pausedUntil ?? 0;
      expect(paused).toBeGreaterThan(bench.clock.now());
      expect((await cursor())?.sinceId).toBeNull();
      const calls = bench.sim.calls();
      await poll();
      expect(bench.sim.calls()).toBe(calls);
      bench.clock.set(paused);
      await poll();
      expect(await missing(ids)).toEqual([]);
    },
  );

  it('waits as long as the service says, and longer each time when it says nothing', async () => {
    mentions(1);
    bench.sim.fault({ fault: 'rate', path: '/mentions' });
    await poll();
    expect((await cursor())?.pausedUntil).toBe(START + 50 + 15 * 60_000 - ((START + 50) % 1000) + 1000);
    bench.sim.fault({ fault: 'rate-bare', path: '/mentions', times: 3 });
    const waits: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      bench.clock.set((await cursor())?.pausedUntil ?? 0);
      await poll();
      waits.push(((await cursor())?.pausedUntil ?? 0) - bench.clock.now());
    }
    expect(waits[1]).toBeGreaterThanOrEqual(waits[0] ?? 0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60_000);
  });

  it('is not stopped by a used-up limit, an empty page or doubled posts', async () => {
    const ids = mentions(320);
    bench.sim.fault({ fault: 'last-of-limit', path: '/mentions' });
    bench.sim.fault({ fault: 'empty-page', path: '/mentions', after: 1 });
    bench.sim.fault({ fault: 'duplicates', path: '/mentions', after: 2 });
    await poll();
    expect(await missing(ids)).toEqual([]);
  });

  it('raises an alarm at the horizon of 800 and closes the gap by search', async () => {
    mentions(5);
    await poll();
    bench.clock.advance(31_000);
    const ids = mentions(1_050);
    await poll();
    expect((await missing(ids)).length).toBeGreaterThan(200);
    expect((await cursor())?.gapAt).not.toBeNull();
    expect(await eventTypes()).toContain('account.gap_found');
    bench.clock.advance(6_000);
    await poll();
    expect(await missing(ids)).toEqual([]);
    expect((await cursor())?.gapAt).toBeNull();
    expect((await cursor('backfill'))?.gapAt).toBeNull();
    expect(await eventTypes()).toContain('account.gap_closed');
  }, 20_000);

  it('keeps one place when two pollers run at once', async () => {
    const ids = mentions(250);
    await Promise.all([poll(), poll()]);
    bench.clock.advance(31_000);
    await poll();
    expect(await missing(ids)).toEqual([]);
    expect((await cursor())?.sinceId).toBe(ids.at(-1));
  });

  it('reads the own timeline, direct messages and a searched hashtag', async () => {
    await bench.close();
    bench = await createChannelBench(engine, { settings: { directMessages: true, hashtags: ['twittersewa'] } });
    const own = bench.sim.world.post({ author: { handle: 'Uppolice' }, text: 'कृपया लोकेशन भेजें' }).id;
    const tagged = bench.sim.world.post({ author: { handle: 'person_1' }, text: 'मदद करें #twittersewa' }).id;
    const direct = bench.sim.world.directMessage({ author: { handle: 'person_2' }, to: 'Uppolice', text: 'गोपनीय' }).id;
    await poll();
    expect(await missing([own, tagged, direct])).toEqual([]);
    const { db } = bench.deps;
    const [account] = await db.read.select().from(db.tables.channelAccount);
    expect(account?.externalId).toMatch(/^\d+$/);
  });

  it('counts what was read, and what it cost, once', async () => {
    mentions(10);
    await poll();
    bench.clock.advance(61_000);
    mentions(2);
    await poll();
    const { db } = bench.deps;
    const usage = await db.read.select().from(db.tables.channelUsage);
    expect(usage.find((row) => row.kind === 'mention')).toMatchObject({
      day: '2026-11-21',
      number: 12,
      costMicro: 12_000,
    });
  });

  it('slows down when the budget is spent, and never stops', async () => {
    const { db } = bench.deps;
    mentions(100);
    await db.write(async (tx) => {
      await tx.update(tx.tables.channelAccount).set({ budgetMicro: 50_000 });
    });
    const { nextAt } = await poll();
    expect(nextAt - bench.clock.now()).toBe(15 * 60_000);
    bench.clock.set(nextAt);
    const ids = mentions(3);
    await poll();
    expect(await missing(ids)).toEqual([]);
  });

  it('leaves a paused account alone', async () => {
    const { db } = bench.deps;
    await db.write(async (tx) => {
      await tx.update(tx.tables.channelAccount).set({ status: 'paused' });
    });
    expect(await poll()).toMatchObject({ pages: 0, envelopes: 0 });
    expect(bench.sim.calls()).toBe(0);
  });
});
