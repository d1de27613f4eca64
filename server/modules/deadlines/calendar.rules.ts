import { KOLKATA, midnightBefore } from '../../platform/clock/kolkata.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import type { Holiday } from './deadlines.types.ts';

const DAY = 24 * 60 * 60_000;
/** No deadline lies further away than so many days that are not worked on. */
const FAR = 3660;

/** Days of a week on which the police station's office works, where nothing was set: all but Sunday. */
export const USUAL_WEEK: readonly number[] = [1, 2, 3, 4, 5, 6];

export interface UnitCalendar {
  readonly unit: string;
  readonly week: readonly number[] | null;
  readonly holidays: readonly Holiday[];
}

/** Whether the day in which a moment lies is worked on. */
export type IsWorking = (at: number) => boolean;

/** The day in Kolkata in which a moment lies, yyyy-mm-dd. */
export const dayOf = (at: number): string => new Date(at + KOLKATA).toISOString().slice(0, 10);

/** The calendar of a unit: the week of the nearest one that has its own, and every holiday on the way up. */
export function calendarOf(
  tree: Pick<UnitTree, 'pathToRoot'>,
  { unit, calendars }: { unit: string; calendars: readonly UnitCalendar[] },
): IsWorking {
  const above = tree.pathToRoot(unit).flatMap((id) => calendars.find((one) => one.unit === id) ?? []);
  const week = new Set(above.find((one) => one.week !== null)?.week ?? USUAL_WEEK);
  const off = new Set(above.flatMap(({ holidays }) => holidays.map(({ day }) => day)));
  return (at) => week.has(new Date(at + KOLKATA).getUTCDay()) && !off.has(dayOf(at));
}

/** The moment at which so much working time has passed since another one; whole days without work are left out. */
export function afterWorking({ from, span, isWorking }: { from: number; span: number; isWorking: IsWorking }): number {
  let at = from;
  let left = span;
  for (let day = 0; day < FAR; day += 1) {
    const end = midnightBefore(at) + DAY;
    if (isWorking(at)) {
      if (left <= end - at) return at + left;
      left -= end - at;
    }
    at = end;
  }
  return at + left;
}
