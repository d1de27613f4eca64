import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { UnitRef } from './types.ts';

export const RESULTS = ['solved', 'not-solved', 'not-reached', 'refused'] as const;
export type FeedbackResult = (typeof RESULTS)[number];

/** A closing to ask its citizen about; the number only for whoever took the call. */
export interface FeedbackCall {
  id: string;
  version: number;
  tries: number;
  closedAt: number;
  protected: boolean;
  docket: string | null;
  category: string | null;
  language: string;
  unit: UnitRef | null;
  until: number | null;
  phone: string | null;
}

const PATH = '/api/v1/feedback';

export const listFeedback = ({ fetch }: { fetch: Fetch }) =>
  request<{ calls: FeedbackCall[]; unreached: number }>({ fetch, path: PATH });

export const takeFeedback = ({ fetch, call: { id, version } }: { fetch: Fetch; call: FeedbackCall }) =>
  request<object>({ fetch, path: `${PATH}/${id}/take`, method: 'POST', body: { version } });

export const noteFeedback = (input: {
  fetch: Fetch;
  call: FeedbackCall;
  result: FeedbackResult;
  reason: string;
  words: string;
}) => {
  const { fetch, call, result, reason, words } = input;
  const said =
    result === 'not-solved' ? { ...(reason === '' ? {} : { reason }), ...(words === '' ? {} : { words }) } : {};
  const body = { version: call.version, result, ...said };
  return request<object>({ fetch, path: `${PATH}/${call.id}`, method: 'POST', body });
};
