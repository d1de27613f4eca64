import { KOLKATA } from '../../platform/clock/kolkata.ts';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A day of duty begins with the morning shift: the small hours belong to the night before. */
const DAWN = 6 * 60 * MINUTE;

export interface Span {
  readonly fromAt: number;
  readonly untilAt: number;
}

/** `2026-11-20` at midnight in Kolkata. */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) - KOLKATA;

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** A shift that begins on a day; one that ends before it begins ends on the next. */
export function shiftOn(day: string, { from, until }: { from: string; until: string }): Span {
  const start = midnight(day);
  const [first, last] = [minutesOf(from), minutesOf(until)];
  return { fromAt: start + first * MINUTE, untilAt: start + last * MINUTE + (last <= first ? DAY : 0) };
}

/** Day of duty that a moment belongs to. */
export const dayOf = (at: number): string => new Date(at + KOLKATA - DAWN).toISOString().slice(0, 10);

export const daysAfter = (day: string, many: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + many * DAY).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysAfter(day, -((weekday + 6) % 7));
}

/** From the morning of a day on, over so many days of duty. */
export function spanOf(day: string, days: number): Span {
  const fromAt = midnight(day) + DAWN;
  return { fromAt, untilAt: fromAt + days * DAY };
}

/** When nobody is on duty within the span. */
export function gapsIn(span: Span, duties: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let covered = span.fromAt;
  for (const { fromAt, untilAt } of [...duties].sort((a, b) => a.fromAt - b.fromAt)) {
    if (fromAt >= span.untilAt) break;
    if (fromAt > covered) gaps.push({ fromAt: covered, untilAt: fromAt });
    covered = Math.max(covered, untilAt);
  }
  if (covered < span.untilAt) gaps.push({ fromAt: covered, untilAt: span.untilAt });
  return gaps;
}

/** The same a number of days later. */
export const laterBy = <One extends Span>(duty: One, days: number): One => ({
  ...duty,
  fromAt: duty.fromAt + days * DAY,
  untilAt: duty.untilAt + days * DAY,
});
