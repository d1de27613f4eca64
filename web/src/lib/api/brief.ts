import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { SpreadMark, TicketClock, TicketRow } from './types.ts';
import type { Names } from '$lib/i18n/names.ts';

export interface BriefStep {
  at: number;
  type: string;
  by: { kind: string; name: string | null; title: Names | null };
}

/** What one page says of a case. */
export interface Brief {
  ticket: TicketRow;
  /** Of a protected matter neither words nor names. */
  isMasked: boolean;
  said: {
    text: string | null;
    author: string | null;
    url: string | null;
    at: number;
    receivedAt: number;
    isGone: boolean;
    isEdited: boolean;
    media: number;
  };
  /** What the citizen wrote last, after the first post. */
  again: { text: string | null; at: number } | null;
  account: string | null;
  /** When the automatic acknowledgement went out, and when an officer first answered. */
  acknowledgedAt: number | null;
  answeredAt: number | null;
  clocks: TicketClock[];
  nextClock: TicketClock | null;
  steps: BriefStep[];
  stepsLeft: number;
  outcome: { code: string; at: number; title: Names | null } | null;
  answers: { text: string | null; state: string; at: number | null }[];
  similar: { tickets: number; suggested: number };
  spread: SpreadMark | null;
  isAlarm: boolean;
}

export interface BriefAnswer {
  /** What was understood of what was asked. */
  by: 'post' | 'link' | 'docket' | 'ticket' | 'words';
  brief: Brief | null;
  /** Where words fit several. */
  offered: TicketRow[];
}

/** Asks what became of a link, a docket or what words tell of: asking is kept. */
export const askBrief = ({ fetch, typed }: { fetch: Fetch; typed: string }) =>
  request<BriefAnswer>({ fetch, path: '/api/v1/brief', method: 'POST', body: { for: typed }, unkeyed: true });

export const noteShared = ({ fetch, id, how }: { fetch: Fetch; id: string; how: 'print' | 'picture' }) =>
  request<unknown>({
    fetch,
    path: `/api/v1/tickets/${encodeURIComponent(id)}/brief-shared`,
    method: 'POST',
    body: { how },
    keepalive: true,
  });
