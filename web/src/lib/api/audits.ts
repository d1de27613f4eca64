import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow } from './types.ts';

export type Judgement = 'solved' | 'partly' | 'false' | 'cannot-tell';

/** A closing to look at again: nothing says who closed it, or where. */
export interface Audit {
  id: string;
  category: string | null;
  urgency: string;
  language: string;
  words: string;
  outcome: string;
  internalText: string;
  publicAnswer: string;
  attachments: number;
  days: number;
}

/** What an audit found, with the auditor's note: who judged is told to nobody. */
export interface JudgedAudit {
  id: string;
  judged: Judgement;
  note: string | null;
  judgedAt: number;
  closedAt: number;
  ticket: TicketRow;
}

export interface JudgedPage {
  judged: JudgedAudit[];
  /** Where the next page begins; null at the end. */
  next: number | null;
}

export const readJudged = ({ fetch, before }: { fetch: Fetch; before: number | null }) =>
  request<JudgedPage>({ fetch, path: `/api/v1/audits/judged${query({ before })}` });

export const readAudits = async ({ fetch }: { fetch: Fetch }) =>
  (await request<{ audits: Audit[] }>({ fetch, path: '/api/v1/audits' })).audits;

export const judgeAudit = (input: { fetch: Fetch; id: string; judged: Judgement; note: string }) =>
  request<object>({
    fetch: input.fetch,
    path: `/api/v1/audits/${input.id}`,
    method: 'POST',
    body: { judged: input.judged, note: input.note },
  });
