/** X's ids: 64-bit numbers kept as text, whose upper bits hold the time they were made. */

const EPOCH = 1_288_834_974_657n;
const TIME_SHIFT = 22n;
/** Ids below this one were numbered before ids carried a time (November 2010). */
const FIRST_TIMED = 29_700_859_247n;

export const isXId = (value: unknown): value is string => typeof value === 'string' && /^[0-9]{1,19}$/.test(value);

/** Negative when `a` is older than `b`. Both must be ids. */
export function compareXIds(a: string, b: string): number {
  const left = BigInt(a);
  const right = BigInt(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The smallest id that could have been made at `at` (epoch milliseconds). */
export function xIdAt(at: number): string {
  const milliseconds = BigInt(Math.trunc(at)) - EPOCH;
  return String(milliseconds <= 0n ? 0n : milliseconds << TIME_SHIFT);
}

/** When the id was made; null for ids from before ids carried a time. */
export function xIdTime(id: string): number | null {
  const value = BigInt(id);
  return value < FIRST_TIMED ? null : Number((value >> TIME_SHIFT) + EPOCH);
}
