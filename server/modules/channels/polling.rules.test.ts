import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareXIds, xIdAt, xIdTime } from './drivers/x/snowflake.ts';
import type { FetchedPage } from './driver.types.ts';
import {
  costOf,
  dueAt,
  gapBehind,
  OVERLAP_MS,
  pauseAfter,
  planStreams,
  readRoundToken,
  roundToken,
  startOfRound,
  startsAnew,
  waitBetweenRounds,
  type CursorState,
} from './polling.rules.ts';
import { afterPage } from './round.rules.ts';

const ids = { compare: compareXIds, timeOf: xIdTime, firstAt: xIdAt };
const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const cursorAt = (more: Partial<CursorState> = {}): CursorState => ({
  sinceId: xIdAt(NOW - MINUTE),
  roundNewest: null,
  nextToken: null,
  pausedUntil: null,
  gapAt: null,
  updatedAt: NOW - 10_000,
  ...more,
});

describe('where a round begins', () => {
  const begin = (cursor: CursorState | null, stream: 'mentions' | 'search' | 'dms' | 'backfill', now = NOW + 1_000) =>
    startOfRound({ cursor, stream, ids, now, lookBackMs: DAY });

  it('looks back a day at first, and then reads from the cursor', () => {
    expect(begin(null, 'mentions', NOW)).toEqual({ sinceId: null, startTime: NOW - DAY });
    expect(begin(null, 'dms')).toEqual({ sinceId: null, startTime: null });
    const cursor = cursorAt({ updatedAt: NOW });
    expect(begin(cursor, 'mentions')).toEqual({ sinceId: cursor.sinceId, startTime: null });
  });

  it('reads a quarter of an hour behind the cursor in the first round of a minute, and in every search', () => {
    const cursor = cursorAt({ updatedAt: NOW - 1 });
    const behind = { sinceId: xIdAt(NOW - MINUTE - OVERLAP_MS), startTime: null };
    expect(begin(cursor, 'mentions')).toEqual(behind);
    expect(begin(cursorAt({ updatedAt: NOW }), 'search')).toEqual(behind);
    expect(begin(cursor, 'dms')).toEqual({ sinceId: cursor.sinceId, startTime: null });
  });

  it('asks search for no more than its seven days', () => {
    const { sinceId, startTime } = begin(cursorAt({ sinceId: xIdAt(NOW - 9 * DAY) }), 'backfill', NOW);
    expect(sinceId).toBeNull();
    expect(NOW - (startTime ?? 0)).toBeLessThan(7 * DAY);
  });
});

describe('a round', () => {
  it('is kept as text and read back the same', () => {
    const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const round = fc.record({
      start: fc.record({ sinceId: nullable(fc.string()), startTime: nullable(fc.nat()) }),
      read: fc.nat(),
      oldestId: nullable(fc.string()),
      token: nullable(fc.string()),
    });
    fc.assert(
      fc.property(round, (one) => {
        expect(readRoundToken(roundToken(one))).toEqual(one);
      }),
    );
    expect(readRoundToken(null)).toBeNull();
  });

  it('never moves the cursor before its last page, nor ever backwards', () => {
    const page = fc.record({ newest: fc.integer({ min: 1, max: 900 }), size: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 900 }), (pages, since) => {
        let cursor: CursorState = cursorAt({ sinceId: String(since) });
        pages.forEach(({ newest, size }, index) => {
          const last = index === pages.length - 1;
          const answer: FetchedPage = {
            body: '',
            newestId: String(newest),
            oldestId: String(newest),
            nextToken: last ? null : `t${index}`,
            count: size,
            sound: true,
            cost: {},
          };
          const round = readRoundToken(cursor.nextToken) ?? {
            start: { sinceId: null, startTime: null },
            read: 0,
            oldestId: null,
            token: null,
          };
          const step = afterPage({ stream: 'mentions', cursor, round, page: answer, ids, now: NOW });
          expect(step.finished).toBe(last);
          if (!last) expect(step.to.sinceId).toBe(String(since));
          cursor = step.to;
        });
        expect(cursor.sinceId).toBe(String(Math.max(since, ...pages.map((one) => one.newest))));
        expect([cursor.nextToken, cursor.roundNewest]).toEqual([null, null]);
      }),
    );
  });

  it('leaves a gap only when it stopped at the horizon before it came to what was known', () => {
    const gap = (read: number, oldestId: string | null, sinceId: string | null, startTime: number | null = null) =>
      gapBehind({ round: { start: { sinceId, startTime }, read, oldestId, token: null }, sinceId, ids });
    expect(gap(800, '500', '100')).toBe('100');
    expect(gap(800, '90', '100')).toBeNull();
    expect(gap(300, '500', '100')).toBeNull();
    expect(gap(800, xIdAt(NOW), null, NOW - DAY)).toBe(xIdAt(NOW - DAY));
    expect(gap(800, null, '100')).toBeNull();
  });
});

describe('waiting', () => {
  it('keeps to the wish while spending keeps pace, slows down beyond, and never stops', () => {
    const wait = (spentMicro: number, budgetMicro: number | null = 1_000) =>
      waitBetweenRounds({ everyMs: 30_000, budgetMicro, spentMicro, now: NOW });
    expect([wait(5_000, null), wait(500), wait(5_000)]).toEqual([30_000, 30_000, 15 * MINUTE]);
    expect(wait(700)).toBeGreaterThan(30_000);
    expect(wait(900)).toBeGreaterThan(wait(700));
    expect(wait(999)).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('obeys the service, else doubles up to a quarter of an hour', () => {
    expect(pauseAfter({ failure: { kind: 'rate', retryAt: NOW + 5_000 }, cursor: null, now: NOW })).toBe(NOW + 5_000);
    expect(pauseAfter({ failure: { kind: 'rate', retryAt: NOW - 5_000 }, cursor: null, now: NOW })).toBe(NOW + 1_000);
    let cursor = cursorAt();
    const waits = Array.from({ length: 12 }, () => {
      const pausedUntil = pauseAfter({ failure: { kind: 'retry', ambiguous: false }, cursor, now: NOW });
      cursor = cursorAt({ pausedUntil, updatedAt: NOW });
      return pausedUntil - NOW;
    });
    expect(waits.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(waits.at(-1)).toBe(15 * MINUTE);
  });

  it('starts a round anew when its page keeps failing, not when the limit is used up', () => {
    expect(startsAnew({ failure: { kind: 'bad', code: 'x' }, pause: 1 })).toBe(true);
    expect(startsAnew({ failure: { kind: 'retry', ambiguous: false }, pause: 5_000 })).toBe(false);
    expect(startsAnew({ failure: { kind: 'retry', ambiguous: false }, pause: MINUTE })).toBe(true);
    expect(startsAnew({ failure: { kind: 'rate', retryAt: null }, pause: 15 * MINUTE })).toBe(false);
  });

  it('goes on with a round at once, and lets the hourly search wait its first hour', () => {
    const plan = { stream: 'mentions', everyMs: 30_000 } as const;
    expect(dueAt({ cursor: cursorAt(), plan, since: 0 })).toBe(NOW + 20_000);
    expect(dueAt({ cursor: cursorAt({ nextToken: '[]' }), plan, since: 0 })).toBe(NOW - 10_000);
    expect(dueAt({ cursor: cursorAt({ pausedUntil: NOW + 7 }), plan, since: 0 })).toBe(NOW + 7);
    expect(dueAt({ cursor: null, plan: { ...plan, waitsFirst: true }, since: NOW })).toBe(NOW + 30_000);
  });

  it('saves everything but mentions, direct messages and an open gap when the budget is spent', () => {
    const plan = (overBudget: boolean) =>
      planStreams({ mentionsEveryMs: 1, hashtags: true, directMessages: true, overBudget, hasGap: true }).map(
        ({ stream }) => stream,
      );
    expect(plan(true)).toEqual(['mentions', 'backfill', 'dms']);
    expect(plan(false)).toEqual(['mentions', 'backfill', 'dms', 'timeline', 'search']);
  });

  it('prices by kind, and what has no price at nothing', () => {
    expect([costOf('mention', 3), costOf('post', 2), costOf('request', 9), costOf('sent-link', 1)]).toEqual([
      3_000, 10_000, 0, 200_000,
    ]);
  });
});
