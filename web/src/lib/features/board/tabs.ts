import type { TicketRow } from '$lib/api/types.ts';

export const TABS = ['now', 'today', 'later'] as const;
export type Tab = (typeof TABS)[number];

const DAY = 24 * 3_600_000;
const INDIA = 5.5 * 3_600_000;

/** Last moment of the day in Asia/Kolkata, which has no daylight saving. */
const endOfDay = (now: number): number => Math.floor((now + INDIA) / DAY) * DAY + DAY - INDIA;

const SOON = 3_600_000;

/** By the soonest clock: overdue or within the hour, until midnight, after that. Life-risk is always now. */
export function tabOf({ row, now }: { row: TicketRow; now: number }): Tab {
  if (row.urgency === 'life-risk' || row.wroteAgainAt !== null) return 'now';
  if (row.dueAt === null) return 'later';
  if (row.dueAt <= now + SOON) return 'now';
  return row.dueAt < endOfDay(now) ? 'today' : 'later';
}

export function sortByClock(rows: readonly TicketRow[]): TicketRow[] {
  const danger = (row: TicketRow) => (row.urgency === 'life-risk' ? 0 : 1);
  return [...rows].sort(
    (a, b) => danger(a) - danger(b) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.num - b.num,
  );
}

/** How much of its time is gone, 0..1. */
export function timeGone({ row, now }: { row: TicketRow; now: number }): number {
  if (row.dueAt === null) return 0;
  if (now >= row.dueAt) return 1;
  const whole = Math.max(1, row.dueAt - row.receivedAt);
  return Math.max(0, Math.min(1, (now - row.receivedAt) / whole));
}
