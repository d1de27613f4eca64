/** Growth is counted in steps of this length, in milliseconds. */
export const BUCKET = 5 * 60_000;
/** How long the steps are kept. */
export const KEPT = 48 * 60 * 60_000;
const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;

/**
 * When something spreads fast. A repost counts one; somebody who writes in words of his own counts five, because others
 * repost him in turn. The figures are meant for a district desk: what it sees daily (a repost now and then, a dozen on
 * a bad evening) stays well below, and a clip that is on television by night is caught within its first quarter hour.
 */
export const RULE = {
  voiceWeight: 5,
  /** So much within a quarter of an hour, */
  quick: 100,
  /** if it is so many times the quarter hours before: what has been large and even for long is no news. */
  steeper: 2,
  /** Or so much within an hour, however even. */
  wide: 400,
  /** Below this in a quarter of an hour it is calm, */
  calm: 25,
  /** and after so long it is over. */
  calmFor: HOUR,
} as const;

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
export const weigh = ({ reach, voices }: Growth): number => reach + RULE.voiceWeight * voices;

export function isClimbing({ quarter, hour, before }: Velocity): boolean {
  const now = weigh(quarter);
  const isQuick = now >= RULE.quick && now >= (RULE.steeper * weigh(before)) / 4;
  return isQuick || weigh(hour) >= RULE.wide;
}

export const isCalm = ({ quarter }: Velocity): boolean => weigh(quarter) < RULE.calm;

/** What a climb becomes after a look at its velocity; null where nothing changes. */
export function afterLook(
  { peak, calmSince }: { peak: number; calmSince: number | null },
  { velocity, now }: { velocity: Velocity; now: number },
): { peak: number; calmSince: number | null; endedAt: number | null } | null {
  const higher = Math.max(peak, weigh(velocity.quarter));
  const since = isCalm(velocity) ? (calmSince ?? now) : null;
  const endedAt = since !== null && now - since >= RULE.calmFor ? now : null;
  if (higher === peak && since === calmSince && endedAt === null) return null;
  return { peak: higher, calmSince: since, endedAt };
}
