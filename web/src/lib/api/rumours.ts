import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { UnitRef } from './types.ts';

export const VERDICTS = ['false', 'misleading', 'true', 'unclear'] as const;
export type Verdict = (typeof VERDICTS)[number];
export type RumourState = 'noted' | 'checking' | 'withdrawn' | Verdict;
export type RumourAct = 'check' | 'claim' | 'verdict' | 'publish' | 'withdraw';

export interface Texts {
  hi: string;
  en: string;
  mr: string;
}

export interface Evidence {
  text: string;
  link: string;
}

export interface Rumour {
  id: string;
  code: string;
  claim: Texts;
  state: RumourState;
  verdict: Texts;
  evidence: Evidence[];
  unit: UnitRef | null;
  notedBy: string | null;
  notedAt: number;
  isOwn: boolean;
  checkedBy: string | null;
  checkedAt: number | null;
  publishedAt: number | null;
  updatedAt: number;
  version: number;
  /** Tickets that carry it, as far as this officer sees them. */
  tickets: number;
  history: {
    act: RumourAct | 'noted' | 'correct';
    state: RumourState;
    why: Texts | null;
    at: number;
    by: string | null;
  }[];
  actions: RumourAct[];
}

export interface PublicRumour {
  code: string;
  claim: Texts;
  state: RumourState;
  verdict: Texts;
  evidence: Evidence[];
  publishedAt: number;
  updatedAt: number;
  history: {
    act: 'publish' | 'correct' | 'withdraw';
    state: RumourState;
    verdict: Texts;
    why: Texts | null;
    at: number;
  }[];
}

export type RumourStep =
  | { step: 'check' | 'publish' }
  | { step: 'claim'; claim: Texts }
  | { step: 'verdict'; state: Verdict; verdict: Texts; evidence: Evidence[] }
  | { step: 'withdraw'; why: Texts };

const PATH = '/api/v1/rumours';

export const listRumours = ({ fetch, q }: { fetch: Fetch; q: string }) =>
  request<{ rumours: Rumour[] }>({ fetch, path: `${PATH}${query({ q })}` }).then(({ rumours }) => rumours);

export const noteRumour = ({ fetch, claim }: { fetch: Fetch; claim: Texts }) =>
  request<{ id: string; code: string }>({ fetch, path: PATH, method: 'POST', body: { claim } });

export const stepRumour = (input: { fetch: Fetch; id: string; version: number; step: RumourStep }) =>
  request<{ version: number }>({
    fetch: input.fetch,
    path: `${PATH}/${encodeURIComponent(input.id)}/step`,
    method: 'POST',
    body: { ...input.step, version: input.version },
  });

const ofTicket = (ticket: string) => `/api/v1/tickets/${encodeURIComponent(ticket)}`;

export const carryRumour = (input: { fetch: Fetch; ticket: string; rumour?: string; claim?: Texts }) =>
  request<{ rumour: string }>({
    fetch: input.fetch,
    path: `${ofTicket(input.ticket)}/rumour`,
    method: 'POST',
    body: { rumour: input.rumour, claim: input.claim },
  });

export const uncarryRumour = ({ fetch, ticket, rumour }: { fetch: Fetch; ticket: string; rumour: string }) =>
  request<unknown>({ fetch, path: `${ofTicket(ticket)}/rumour-off`, method: 'POST', body: { rumour } });

export const publicRumours = ({ fetch, q, before }: { fetch: Fetch; q: string; before: string | null }) =>
  request<{ rumours: PublicRumour[]; next: string | null }>({
    fetch,
    path: `/api/public/rumours${query({ q, before })}`,
  });
