import { midnightBefore } from '../../platform/clock/kolkata.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Ten in the evening to seven in the morning, in minutes of the day. */
export const QUIET = { quietFrom: 22 * 60, quietUntil: 7 * 60 } as const;

/** The first moment from `at` on that is not in quiet hours (minutes of the day in Kolkata; over midnight or not). */
export function afterQuiet(
  at: number,
  { quietFrom, quietUntil }: { readonly quietFrom: number; readonly quietUntil: number },
): number {
  if (quietFrom === quietUntil) return at;
  const midnight = midnightBefore(at);
  const minute = Math.floor((at - midnight) / MINUTE);
  const isOver = quietFrom > quietUntil;
  const isQuiet = isOver ? minute >= quietFrom || minute < quietUntil : minute >= quietFrom && minute < quietUntil;
  if (!isQuiet) return at;
  const end = midnight + quietUntil * MINUTE;
  return end > at ? end : end + DAY;
}
