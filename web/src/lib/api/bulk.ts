import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow } from './types.ts';

export interface Chosen {
  id: string;
  version: number;
}

export type BulkWork =
  | { action: 'open' }
  | { action: 'not-for-us'; reason: string }
  | { action: 'correct'; category?: string; urgency?: string }
  | { action: 'transfer'; to: string; reason: string };

export interface Refusal {
  code: string;
  message: string;
}

export type BulkAnswer = { id: string; refused: Refusal | null; ticket?: TicketRow; undoUntil?: number | null };

const post = <Result>(path: string, fetch: Fetch, body: object) =>
  request<{ results: Result[] }>({ fetch, path, method: 'POST', body }).then(({ results }) => results);

export const previewMany = ({ fetch, ...body }: { fetch: Fetch; tickets: Chosen[]; work: BulkWork }) =>
  post<{ id: string; refused: Refusal | null }>('/api/v1/bulk/preview', fetch, body);
export const actOnMany = ({ fetch, ...body }: { fetch: Fetch; tickets: Chosen[]; work: BulkWork }) =>
  post<BulkAnswer>('/api/v1/bulk', fetch, body);
export const undoMany = ({ fetch, ...body }: { fetch: Fetch; tickets: Chosen[] }) =>
  post<BulkAnswer>('/api/v1/bulk/undo', fetch, body);
