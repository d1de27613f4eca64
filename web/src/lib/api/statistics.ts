import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';

/** Null: too few cases to be told. */
export interface PublicFigures {
  received: number | null;
  opened: number | null;
  closed: number | null;
  verified: number | null;
  /** Milliseconds. */
  firstAnswer: number | null;
  verifiedShare: number | null;
}

export interface Statistics {
  /** 2026-11-20 */
  from: string;
  to: string;
  /** `force`: the unit at the top, whose police it is. */
  districts: (PublicFigures & { id: string; names: Names; force: { id: string; names: Names } | null })[];
  all: PublicFigures;
  at: number;
}

export const readStatistics = ({ fetch }: { fetch: Fetch }) =>
  request<Statistics>({ fetch, path: '/api/public/statistics' });
