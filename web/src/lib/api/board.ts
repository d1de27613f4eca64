import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Calls, SafeContact, TicketRow, UnitRef } from './types.ts';

export const BOARD_TABS = ['now', 'today', 'later'] as const;
export type BoardTab = (typeof BOARD_TABS)[number];

export interface BoardRow extends TicketRow {
  calls: Calls | null;
  safeContact: SafeContact | null;
  /** The number that the citizen left at the desk, for whom may know it. */
  telephone: string | null;
  /** To whom it is offered: until it is accepted it stands with whoever offers it. */
  offer: { from: UnitRef | null; to: UnitRef | null } | null;
}

export interface BoardPage {
  tab: BoardTab;
  tickets: BoardRow[];
  counts: Record<BoardTab, { n: number; more: boolean }>;
  next: string | null;
}

export const getBoard = ({
  fetch,
  ...asked
}: {
  fetch: Fetch;
  tab: BoardTab | null;
  cursor?: string | null;
  limit?: number;
}) => request<BoardPage>({ fetch, path: `/api/v1/board${query(asked)}` });
