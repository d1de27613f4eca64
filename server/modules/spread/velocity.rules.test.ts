import { describe, expect, it } from 'vitest';
import {
  afterLook,
  bucketOf,
  BUCKET,
  CALM_FOR,
  isCalm,
  isClimbing,
  RULE,
  STILL,
  windowsAt,
  wouldMark,
  type Velocity,
} from './velocity.rules.ts';

const velocity = (
  quarter: number,
  { before = 0, hour = quarter }: { before?: number; hour?: number } = {},
): Velocity => ({
  quarter: { reach: quarter, voices: 0 },
  hour: { reach: hour, voices: 0 },
  before: { reach: before, voices: 0 },
});

describe('what spreads fast', () => {
  it('is much at once, and steeper than before', () => {
    expect(isClimbing(velocity(RULE.quick - 1), RULE)).toBe(false);
    expect(isClimbing(velocity(RULE.quick), RULE)).toBe(true);
    // 120 a quarter hour after an hour of 70 each is no climb; after an hour of 50 each it is.
    expect(isClimbing(velocity(120, { before: 280 }), RULE)).toBe(false);
    expect(isClimbing(velocity(120, { before: 200 }), RULE)).toBe(true);
  });

  it('is much within an hour, however even', () => {
    expect(isClimbing(velocity(99, { before: 396, hour: 399 }), RULE)).toBe(false);
    expect(isClimbing(velocity(99, { before: 396, hour: 400 }), RULE)).toBe(true);
  });

  it('counts who writes in his own words more than who reposts', () => {
    const voices = { reach: 0, voices: 20 };
    expect(isClimbing({ quarter: voices, hour: voices, before: STILL.before }, RULE)).toBe(true);
    expect(
      isClimbing({ quarter: { reach: 20, voices: 0 }, hour: { reach: 20, voices: 0 }, before: STILL.before }, RULE),
    ).toBe(false);
  });
});

describe('a climb', () => {
  const open = { peak: 150, calmSince: null };

  it('keeps its peak, and is over after an hour of calm', () => {
    expect(afterLook(open, { velocity: velocity(90), now: 1, rule: RULE })).toBeNull();
    expect(afterLook(open, { velocity: velocity(300), now: 1, rule: RULE })).toEqual({
      peak: 300,
      calmSince: null,
      endedAt: null,
    });
    expect(isCalm(velocity(RULE.calm), RULE)).toBe(false);
    const calm = afterLook(open, { velocity: STILL, now: 1000, rule: RULE });
    expect(calm).toEqual({ peak: 150, calmSince: 1000, endedAt: null });
    const since = { peak: 150, calmSince: 1000 };
    expect(afterLook(since, { velocity: STILL, now: 1000 + CALM_FOR - 1, rule: RULE })).toBeNull();
    expect(afterLook(since, { velocity: STILL, now: 1000 + CALM_FOR, rule: RULE })).toMatchObject({
      endedAt: 1000 + CALM_FOR,
    });
    // It takes heart again: the hour begins anew.
    expect(afterLook(since, { velocity: velocity(60), now: 2000, rule: RULE })).toMatchObject({
      calmSince: null,
      endedAt: null,
    });
  });

  it('is seen in windows that end now and touch without a gap', () => {
    const now = bucketOf(1_700_000_000_000) + 1;
    const at = windowsAt(now);
    expect(at.quarter).toBe(bucketOf(now) - 2 * BUCKET);
    expect(at.hour).toBe(bucketOf(now) - 11 * BUCKET);
    expect(at.before).toBe(at.quarter - 12 * BUCKET);
  });
});

describe('another rule', () => {
  const slow = Array.from({ length: 12 }, (_, at) => ({ bucket: at * BUCKET, reach: 12, voices: 0 }));

  it('would have marked what climbed by it, at whatever moment', () => {
    expect(wouldMark(slow, RULE)).toBe(false);
    expect(wouldMark(slow, { ...RULE, quick: 36 })).toBe(true);
    // Twelve a step is 144 an hour, four times 36.
    expect(wouldMark(slow, { ...RULE, quick: 37, steeper: 10 })).toBe(false);
    expect(wouldMark(slow, { ...RULE, quick: 36, steeper: 10 })).toBe(true);
    expect(wouldMark([{ bucket: 0, reach: 0, voices: 3 }], { ...RULE, quick: 15 })).toBe(true);
    expect(wouldMark([{ bucket: 0, reach: 0, voices: 3 }], { ...RULE, quick: 15, voiceWeight: 4 })).toBe(false);
    expect(wouldMark([], { ...RULE, quick: 10 })).toBe(false);
  });
});
