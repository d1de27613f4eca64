import { KOLKATA } from '../../platform/clock/kolkata.ts';

const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;
/** Months are numbered from here, far above any day. */
const MONTHS = 1_000_000;

/** Days since 1 January 1970 in Asia/Kolkata. */
export const dayOf = (at: number): number => Math.floor((at + KOLKATA) / DAY);

/** Hour of the day in Asia/Kolkata. */
export const hourOf = (at: number): number => Math.floor((at + KOLKATA - dayOf(at) * DAY) / HOUR);

/** Hour of the week in Asia/Kolkata, from Monday midnight: 0 to 167. */
export const weekHourOf = (at: number): number => ((dayOf(at) + 3) % 7) * 24 + hourOf(at);

/** A day as people write it: `2026-11-27`. */
export const writeDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The day that `2026-11-27` names. */
export const readDay = (text: string): number => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);

/** The month that holds a day. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return MONTHS + date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const firstOf = (month: number): number =>
  Math.round(Date.UTC(Math.floor((month - MONTHS) / 12), (month - MONTHS) % 12, 1) / DAY);

export interface BucketSpan {
  readonly from: number;
  readonly to: number;
}

/** The fewest buckets that make up the days from one to another, both included: whole months, and days at the ends. */
export function cover({ from, to }: BucketSpan): BucketSpan[] {
  if (from > to) return [];
  const first = firstOf(monthOf(from)) === from ? monthOf(from) : monthOf(from) + 1;
  const last = firstOf(monthOf(to) + 1) === to + 1 ? monthOf(to) : monthOf(to) - 1;
  if (first > last) return [{ from, to }];
  const spans: BucketSpan[] = [{ from: first, to: last }];
  if (from < firstOf(first)) spans.push({ from, to: firstOf(first) - 1 });
  if (firstOf(last + 1) <= to) spans.push({ from: firstOf(last + 1), to });
  return spans;
}
