import { request } from './http.ts';
import type { Fetch } from './http.ts';

export const CLASSES = [
  'not-for-us',
  'ask-back',
  'closed',
  'protected',
  'report-photos',
  'envelopes',
  'examples',
  'reader-log',
] as const;
export type RetentionClass = (typeof CLASSES)[number];

export interface RetentionTerms {
  /** Null: kept until somebody says otherwise. */
  days: Record<RetentionClass, number | null>;
  backupDays: number;
}

export interface Amount {
  tickets: number;
  messages: number;
  files: number;
  others: number;
}

export interface Foreseen {
  kept: RetentionClass;
  now: Amount;
  /** What more goes in the next thirty days. */
  soon: Amount;
}

export interface ErasedDay extends Amount {
  day: number;
  class: RetentionClass;
  version: number;
  batches: number;
  digest: string;
}

export interface ErasedOnRequest extends Amount {
  id: string;
  class: 'ticket' | 'citizen';
  at: number;
  by: string | null;
  reason: string | null;
  /** Null where it went in several parts: each has its own. */
  digest: string | null;
  parts: number;
  isDone: boolean;
  /** Dockets that a legal hold kept from it. */
  kept: number;
  backupsUntil: number;
}

export interface RetentionPage {
  terms: RetentionTerms;
  version: number;
  usual: RetentionTerms;
  bounds: Record<RetentionClass | 'backups', { min: number; max: number }>;
  /** A count that is this high may be higher. */
  most: number;
  counts: Foreseen[];
  /** Dockets that a legal hold keeps. */
  held: number;
  history: { version: number; terms: RetentionTerms; at: number; by: string | null }[];
  erased: ErasedDay[];
  requests: ErasedOnRequest[];
}

/** What a docket number or a handle stands for, and how much of it there is. */
export interface Erasable {
  kind: 'ticket' | 'citizen';
  id: string;
  name: string;
  tickets: number;
  messages: number;
  files: number;
  isHeld: boolean;
  isErased: boolean;
}

const PATH = '/api/admin/retention';

export const readRetention = ({ fetch }: { fetch: Fetch }) => request<RetentionPage>({ fetch, path: PATH });

export const tryRetention = ({ fetch, terms }: { fetch: Fetch; terms: RetentionTerms }) =>
  request<{ counts: Foreseen[] }>({
    fetch,
    path: `${PATH}/preview`,
    method: 'POST',
    body: { terms },
    unkeyed: true,
  }).then(({ counts }) => counts);

export const setRetention = ({ fetch, ...body }: { fetch: Fetch; terms: RetentionTerms; version: number }) =>
  request<{ version: number }>({ fetch, path: PATH, method: 'POST', body });

export const previewErasure = ({ fetch, typed }: { fetch: Fetch; typed: string }) =>
  request<{ found: Erasable[]; backupsUntil: number }>({
    ...{ fetch, path: '/api/admin/erasures/preview', method: 'POST' as const },
    ...{ body: { for: typed }, unkeyed: true },
  });

export const eraseOnRequest = ({
  fetch,
  ...body
}: {
  fetch: Fetch;
  kind: 'ticket' | 'citizen';
  id: string;
  reason: string;
}) =>
  request<{ tickets: number; messages: number; files: number; backupsUntil: number; isDone: boolean }>({
    ...{ fetch, path: '/api/admin/erasures', method: 'POST' as const, body },
  });
