import { request } from './http.ts';
import type { Fetch } from './http.ts';

export type Verified =
  { answer: 'sent'; by: 'words' | 'number'; handle: string; at: number } | { answer: 'not-sent' | 'too-short' };

export const verifyAnswer = ({ fetch, text }: { fetch: Fetch; text: string }) =>
  request<Verified>({ fetch, path: '/api/public/verify', method: 'POST', body: { text }, unkeyed: true });
