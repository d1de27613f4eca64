import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow } from './types.ts';

export type LookSign = 'quick' | 'copied' | 'far' | 'reopened' | 'reach' | 'no-picture' | 'no-verdict';

/** A closing that headquarters look at again. */
export interface Look {
  id: string;
  /** None for one that was drawn by lot. */
  signs: LookSign[];
  closedAt: number;
  words: string;
  ticket: TicketRow;
  report: {
    outcome: string;
    internalText: string;
    publicAnswer: string;
    files: { id: string; name: string; mime: string; scene: { metres: number | null; isFar: boolean } }[];
  };
}

export interface LookPlace {
  weight: number;
  num: number;
}

export interface LookPage {
  looks: Look[];
  next: LookPlace | null;
}

export const readLooks = ({ fetch, after }: { fetch: Fetch; after: LookPlace | null }) =>
  request<LookPage>({ fetch, path: `/api/v1/looks${query({ ...after })}` });

export const judgeLook = (input: { fetch: Fetch; id: string; judged: 'in-order' | 'sent-back'; note: string }) =>
  request<{ undoUntil: number }>({
    fetch: input.fetch,
    path: `/api/v1/looks/${input.id}`,
    method: 'POST',
    body: { judged: input.judged, note: input.note },
  });

export const undoLook = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<object>({ fetch, path: `/api/v1/looks/${id}/undo`, method: 'POST' });
