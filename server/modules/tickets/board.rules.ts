import { midnightBefore } from '../../platform/clock/kolkata.ts';

/** The unit's board has three lists: what is overdue or due within the hour, what is due until midnight, the rest. */
export const BOARD_TABS = ['now', 'today', 'later'] as const;
export type BoardTab = (typeof BOARD_TABS)[number];

/** Half-open range of the board's key. */
export interface TabSpan {
  readonly from: number;
  readonly until: number;
}

/** What runs on no clock comes last. */
export const UNDATED = Number.MAX_SAFE_INTEGER - 1;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Where each list begins and ends. Danger to life and citizens who wrote again have the smallest keys (`BOARD_KEY`), so
 * that they stand in the first list and at its top.
 */
export function spansOfTabs(now: number): Readonly<Record<BoardTab, TabSpan>> {
  const soon = now + HOUR + 1;
  const midnight = Math.max(soon, midnightBefore(now) + DAY);
  return {
    now: { from: 0, until: soon },
    today: { from: soon, until: midnight },
    later: { from: midnight, until: UNDATED + 1 },
  };
}

/** A docket's place in the order of the board: its key, then its number. */
export interface BoardPlace {
  readonly key: number;
  readonly num: number;
}

export const placeText = ({ key, num }: BoardPlace): string => `${key}.${num}`;

/** The place that a page begins after; null for a text that is none. */
export function readPlace(text: string): BoardPlace | null {
  const [, key, num] = /^(\d{1,16})\.(\d{1,16})$/.exec(text) ?? [];
  return key === undefined || num === undefined ? null : { key: Number(key), num: Number(num) };
}
