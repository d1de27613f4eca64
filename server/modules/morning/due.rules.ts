import { KOLKATA, midnightBefore } from '../../platform/clock/kolkata.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What could not be mailed so long after its time is no morning page any more. */
const LASTS = 3 * 60;

/** A day of Kolkata as `2026-11-27`. */
export const dayName = (at: number): string => new Date(at + KOLKATA).toISOString().slice(0, 10);

/** 0 for Monday. */
export const weekday = (at: number): number => (Math.floor((at + KOLKATA) / DAY) + 3) % 7;

/**
 * The day whose page a position is to have now; null for none. One that is due shortly before midnight still belongs to
 * its day after it.
 */
export function dueDay({ minute, days }: { minute: number; days: readonly number[] }, at: number): string | null {
  const midnight = midnightBefore(at);
  for (const began of [midnight, midnight - DAY]) {
    const late = Math.floor((at - began) / MINUTE) - minute;
    if (days.includes(weekday(began)) && late >= 0 && late < LASTS) return dayName(began);
  }
  return null;
}
