import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Recall, SkimPage } from './types.ts';

export const readSkim = ({ fetch, cursor = null }: { fetch: Fetch; cursor?: string | null }) =>
  request<SkimPage>({ fetch, path: `/api/v1/skim${query({ cursor, limit: 30 })}` });

export const readRecall = ({ fetch }: { fetch: Fetch }) => request<Recall>({ fetch, path: '/api/v1/skim/recall' });

export const sendSkim = (input: {
  fetch: Fetch;
  looked: readonly string[];
  plucked: readonly { id: string; version: number }[];
}) =>
  request<{ looked: string[]; plucked: string[]; undoUntil: number }>({
    fetch: input.fetch,
    path: '/api/v1/skim',
    method: 'POST',
    body: { looked: input.looked, plucked: input.plucked },
  });

export const undoSkim = ({ fetch, ids }: { fetch: Fetch; ids: readonly string[] }) =>
  request<{ back: string[] }>({ fetch, path: '/api/v1/skim/undo', method: 'POST', body: { ids } });
