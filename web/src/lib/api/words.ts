import { query, request } from './http.ts';
import type { Fetch } from './http.ts';

export const ENTERED_FOR = ['category', 'danger', 'reason', 'act'] as const;
export type EnteredFor = (typeof ENTERED_FOR)[number];

export interface EnteredWord {
  id: string;
  text: string;
  says: EnteredFor;
  label: string | null;
  note: string;
  officerName: string | null;
  at: number;
  version: number;
}

interface Said {
  answer: 'act' | 'ask-back' | 'not-for-us';
  reason: string | null;
  category: string | null;
  urgency: string;
}

/** What a word would do; a null count stands for a few that the officer may not read. */
export interface Trial {
  looked: number;
  found: number | null;
  changed: number | null;
  isBlind: boolean;
  examples: { ticket: string; text: string; before: Said; after: Said }[];
}

export interface ThresholdStep {
  threshold: number;
  seen: number;
  missed: number;
  filtered: number;
  shown: number;
}

export interface ThresholdAccount {
  id: string;
  kind: string;
  handle: string;
  version: number;
  keep: { at: number | null; note: string; since: number; officerName: string | null } | null;
  steps: ThresholdStep[];
}

export interface Thresholds {
  /** The model's own. */
  own: number;
  accounts: ThresholdAccount[];
}

export interface Meaning {
  says: EnteredFor;
  label: string | null;
}

const part = encodeURIComponent;
const at = (path: string): string => `/api/admin/language${path}`;

export const listWords = ({ fetch, q }: { fetch: Fetch; q: string }) =>
  request<{ words: EnteredWord[] }>({ fetch, path: at(`/words${query({ q })}`) }).then(({ words }) => words);
export const previewWord = ({ fetch, ...body }: { fetch: Fetch; text: string; id?: string } & Meaning) =>
  request<Trial>({ fetch, path: at('/words/preview'), method: 'POST', body });
export const enterWord = ({ fetch, ...body }: { fetch: Fetch; text: string; note: string } & Meaning) =>
  request<{ id: string }>({ fetch, path: at('/words'), method: 'POST', body });
export const editWord = ({
  fetch,
  id,
  ...body
}: { fetch: Fetch; id: string; version: number; note: string } & Meaning) =>
  request<{ id: string }>({ fetch, path: at(`/words/${part(id)}`), method: 'PATCH', body });
export const removeWord = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  request<{ removed: boolean }>({ fetch, path: at(`/words/${part(id)}/remove`), method: 'POST', body: { version } });
export const getThresholds = ({ fetch }: { fetch: Fetch }) => request<Thresholds>({ fetch, path: at('/thresholds') });
export const setThreshold = (input: { fetch: Fetch; id: string; version: number; at: number | null; note: string }) =>
  request<{ version: number }>({
    fetch: input.fetch,
    path: `/api/admin/channels/${part(input.id)}/threshold`,
    method: 'POST',
    body: { version: input.version, at: input.at, note: input.note },
  });
