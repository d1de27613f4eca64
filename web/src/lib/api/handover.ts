import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Duty } from './roster.ts';
import type { Counts, TicketRow } from './types.ts';

export interface ShiftNote {
  id: string;
  text: string;
  at: number;
  by: string | null;
  isOwn: boolean;
  /** Lives at risk that were open when it was written. */
  red: number;
  acceptedAt: number | null;
  acceptedBy: string | null;
}

/** How the desk stands today. */
export interface Today {
  waiting: { n: number; more: boolean };
  /** When the oldest that waits was received. */
  oldestAt: number | null;
  received: number;
  opened: number;
  closed: number;
  onDuty: { now: Duty[]; next: Duty[] };
}

export interface Shift {
  red: {
    ticket: TicketRow;
    raisedAt: number;
    takenBy: string | null;
    eventNumber: string | null;
    returnStatus: string | null;
  }[];
  counts: Counts;
  today: Today;
  notes: ShiftNote[];
}

export const readShift = ({ fetch }: { fetch: Fetch }) => request<Shift>({ fetch, path: '/api/v1/handover' });

export const readToday = ({ fetch }: { fetch: Fetch }) => request<Today>({ fetch, path: '/api/v1/desk/today' });

export const leaveNote = ({ fetch, text }: { fetch: Fetch; text: string }) =>
  request<{ id: string }>({ fetch, path: '/api/v1/handover', method: 'POST', body: { text } });

export const acceptNote = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/v1/handover/${encodeURIComponent(id)}/accept`, method: 'POST' });
