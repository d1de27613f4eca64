/** Growth is counted in steps of this length, in milliseconds. */
export const BUCKET = 5 * 60_000;
const DAY = 24 * 60 * 60_000;
/** How far back is looked for what another rule would have marked. */
export const LOOKED_BACK = 14 * DAY;
/** How long the steps are kept: somewhat longer, for the hour before the first of them. */
export const KEPT = 15 * DAY;
const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;

/** From when on something spreads fast, and from when on no more: in reposts, however they are weighed. */
export interface SpreadRule {
  /** So much within a quarter of an hour, */
  readonly quick: number;
  /** if it is so many times the quarter hours before: what has been large and even for long is no news. */
  readonly steeper: number;
  /** Below this in a quarter of an hour it is calm. */
  readonly calm: number;
  /** A repost counts one; somebody who writes in words of his own counts so much, because others repost him in turn. */
  readonly voiceWeight: number;
}

/**
 * What holds until an administrator says otherwise. The figures are meant for a district desk: what it sees daily (a
 * repost now and then, a dozen on a bad evening) stays well below, and a clip that is on television by night is caught
 * within its first quarter hour.
 */
export const RULE: SpreadRule = { voiceWeight: 5, quick: 100, steeper: 2, calm: 25 };

/** Within which each figure can be set. */
export const RULE_BOUNDS: Readonly<Record<keyof SpreadRule, { readonly min: number; readonly max: number }>> = {
  quick: { min: 10, max: 10_000 },
  steeper: { min: 1, max: 10 },
  calm: { min: 1, max: 5_000 },
  voiceWeight: { min: 1, max: 20 },
};

/** So many times what is quick within an hour is fast as well, however even. */
const WIDE = 4;
/** After so long calm it is over. */
export const CALM_FOR = HOUR;

export interface Growth {
  readonly reach: number;
  readonly voices: number;
}

export interface Velocity {
  readonly quarter: Growth;
  readonly hour: Growth;
  /** The hour before the last quarter. */
  readonly before: Growth;
}

const NOTHING: Growth = { reach: 0, voices: 0 };
export const STILL: Velocity = { quarter: NOTHING, hour: NOTHING, before: NOTHING };

/** The step that a moment falls into. */
export const bucketOf = (at: number): number => Math.floor(at / BUCKET) * BUCKET;

/** Where the windows begin at a moment. */
export const windowsAt = (now: number) => {
  const quarter = bucketOf(now) - QUARTER + BUCKET;
  return { quarter, hour: bucketOf(now) - HOUR + BUCKET, before: quarter - HOUR };
};

/** One figure for a growth. */
export const weigh = ({ reach, voices }: Growth, { voiceWeight }: Pick<SpreadRule, 'voiceWeight'>): number =>
  reach + voiceWeight * voices;

export function isClimbing({ quarter, hour, before }: Velocity, rule: SpreadRule): boolean {
  const now = weigh(quarter, rule);
  const isQuick = now >= rule.quick && now >= (rule.steeper * weigh(before, rule)) / 4;
  return isQuick || weigh(hour, rule) >= WIDE * rule.quick;
}

export const isCalm = ({ quarter }: Velocity, rule: SpreadRule): boolean => weigh(quarter, rule) < rule.calm;

/** What a climb becomes after a look at its velocity; null where nothing changes. */
export function afterLook(
  { peak, calmSince }: { peak: number; calmSince: number | null },
  { velocity, now, rule }: { velocity: Velocity; now: number; rule: SpreadRule },
): { peak: number; calmSince: number | null; endedAt: number | null } | null {
  const higher = Math.max(peak, weigh(velocity.quarter, rule));
  const since = isCalm(velocity, rule) ? (calmSince ?? now) : null;
  const endedAt = since !== null && now - since >= CALM_FOR ? now : null;
  if (higher === peak && since === calmSince && endedAt === null) return null;
  return { peak: higher, calmSince: since, endedAt };
}

export interface Step extends Growth {
  readonly bucket: number;
}

/** Whether a rule would have marked an incident that grew by these steps. */
export function wouldMark(steps: readonly Step[], rule: SpreadRule): boolean {
  const grown = new Map(steps.map((step) => [step.bucket, step]));
  const sum = (from: number, to: number): Growth => {
    let [reach, voices] = [0, 0];
    for (let bucket = from; bucket < to; bucket += BUCKET) {
      reach += grown.get(bucket)?.reach ?? 0;
      voices += grown.get(bucket)?.voices ?? 0;
    }
    return { reach, voices };
  };
  // Between two steps only time passes: when it grows it is at its fastest.
  return steps.some(({ bucket }) => {
    const at = windowsAt(bucket);
    const end = bucket + BUCKET;
    const velocity = { quarter: sum(at.quarter, end), hour: sum(at.hour, end), before: sum(at.before, at.quarter) };
    return isClimbing(velocity, rule);
  });
}
