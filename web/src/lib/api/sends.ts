import { request } from './http.ts';
import type { Fetch } from './http.ts';

/** A message to a citizen that failed, or of which nobody knows whether it went out. */
export interface TroubledSend {
  id: string;
  ticket: string;
  docket: string | null;
  purpose: string;
  kind: string;
  text: string;
  state: string;
  error: string | null;
  attempts: number;
  firstTriedAt: number | null;
  createdAt: number;
}

export type SendAnswer = 'again' | 'sent' | 'give-up';

export const listTroubles = ({ fetch }: { fetch: Fetch }) =>
  request<{ sends: TroubledSend[]; more: boolean }>({ fetch, path: '/api/v1/sends' });

export const settleTrouble = ({ fetch, id, answer }: { fetch: Fetch; id: string; answer: SendAnswer }) =>
  request<{ settled: boolean }>({
    fetch,
    path: `/api/v1/sends/${encodeURIComponent(id)}/settle`,
    method: 'POST',
    body: { answer },
  });
