import { KOLKATA, midnightBefore } from '../../platform/clock/kolkata.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What could not be mailed so long after its time is no morning page any more. */
const LASTS = 3 * 60;

/** A day of Kolkata as `2026-11-27`. */
export const dayName = (at: number): string => new Date(at + KOLKATA).toISOString().slice(0, 10);

/** 0 for Monday. */
export const weekday = (at: number): number => (Math.floor((at + KOLKATA) / DAY) + 3) % 7;

/** Whether a position is to have its page now. */
export function isDue({ minute, days }: { minute: number; days: readonly number[] }, at: number): boolean {
  const now = Math.floor((at - midnightBefore(at)) / MINUTE);
  return days.includes(weekday(at)) && now >= minute && now < minute + LASTS;
}
