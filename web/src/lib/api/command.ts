import type { Names } from '$lib/i18n/names.ts';
import { query, request } from './http.ts';
import type { Fetch } from './http.ts';

export interface Spread {
  n: number;
  /** Milliseconds. */
  median: number | null;
  p90: number | null;
}

export interface Figures {
  received: number;
  opened: number;
  closed: number;
  verified: number;
  reopened: number;
  falseClosures: number;
  audited: number;
  auditedFalse: number;
  /** How many citizens said "solved" of those who answered, and how many of those asked did. */
  satisfaction: { answers: number; asked: number; share: number | null; responseRate: number | null };
  transfers: number;
  bounces: number;
  cameBack: number;
  outcomes: Record<string, number>;
  breaches: Record<string, number>;
  firstResponse: Spread;
  timeToAction: Spread;
  timeToClose: Spread;
  paused: Spread;
}

export interface OpenNow {
  open: number;
  inProcess: number;
  /** Dockets of 0–1, 2–3, 4–10, 11–30 and more than 30 days. */
  ages: number[];
  overdue: number;
}

export const SIGNS = ['closedQuickly', 'closedWithoutPhoto', 'notFound', 'reopenRate'] as const;
export type SignName = (typeof SIGNS)[number];
export type Signs = Record<SignName, { n: number; of: number; share: number | null }>;

export interface BoardRow {
  key: string;
  names?: Names;
  type?: string;
  place?: { lat: number; lon: number };
  figures: Figures;
  before?: Figures;
  now?: OpenNow;
  signs?: Signs;
  /** Too few to be ranked by. */
  few: boolean;
}

export interface QuietHandle {
  account: string;
  handle: string;
  unit: string;
  mentionedAt: number | null;
  answeredAt: number | null;
  sign: 'silent' | 'dormant';
}

export interface Board {
  unit: string;
  /** 2026-11-20 */
  from: string;
  to: string;
  before: { from: string; to: string; figures: Figures };
  figures: Figures;
  now: OpenNow;
  signs: Signs;
  rows: BoardRow[];
  handles: QuietHandle[];
  at: number;
  isComplete: boolean;
}

export type BoardBy = 'unit' | 'hour-weekday' | 'outcome';

export interface BoardAsked {
  unit: string | null;
  from: string;
  to: string;
  by: BoardBy;
  level: 'children' | 'district';
}

export interface Measure {
  name: string;
  by: 'told' | 'act' | 'now';
  /** What is counted, in the reader's language. */
  text: string;
}

export const readBoard = ({ fetch, ...asked }: { fetch: Fetch } & BoardAsked) =>
  request<Board>({ fetch, path: `/api/v1/reports/board${query({ ...asked })}` });

/** Where the units of a board are downloaded. */
export const exportOf = (input: { board: Board; level: BoardAsked['level']; format: 'csv' | 'xlsx' }): string => {
  const { unit, from, to } = input.board;
  return `/api/v1/reports/board/export${query({ unit, from, to, level: input.level, format: input.format })}`;
};

export const readMeasures = ({ fetch }: { fetch: Fetch }) =>
  request<{ measures: Measure[] }>({ fetch, path: '/api/v1/reports/measures' }).then(({ measures }) => measures);
