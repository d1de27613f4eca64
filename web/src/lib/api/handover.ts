import { request } from './http.ts';
import type { Fetch } from './http.ts';
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

export interface Shift {
  red: {
    ticket: TicketRow;
    raisedAt: number;
    takenBy: string | null;
    eventNumber: string | null;
    returnStatus: string | null;
  }[];
  counts: Counts;
  notes: ShiftNote[];
}

export const readShift = ({ fetch }: { fetch: Fetch }) => request<Shift>({ fetch, path: '/api/v1/handover' });

export const leaveNote = ({ fetch, text }: { fetch: Fetch; text: string }) =>
  request<{ id: string }>({ fetch, path: '/api/v1/handover', method: 'POST', body: { text } });

export const acceptNote = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/v1/handover/${encodeURIComponent(id)}/accept`, method: 'POST' });
