import { BOARD_TABS } from '$lib/api/board.ts';
import type { BoardTab } from '$lib/api/board.ts';
import type { TicketRow } from '$lib/api/types.ts';

export const isTab = (text: string | null): text is BoardTab => BOARD_TABS.some((tab) => tab === text);

/** How much of its time is gone, 0..1. */
export function timeGone({ row, now }: { row: TicketRow; now: number }): number {
  if (row.dueAt === null) return 0;
  if (now >= row.dueAt) return 1;
  const whole = Math.max(1, row.dueAt - row.receivedAt);
  return Math.max(0, Math.min(1, (now - row.receivedAt) / whole));
}
