import { request } from './http.ts';
import type { Fetch } from './http.ts';

export const RULE_FIGURES = ['quick', 'steeper', 'calm', 'voiceWeight'] as const;
export type RuleFigure = (typeof RULE_FIGURES)[number];
/** From when on something spreads fast, in reposts. */
export type SpreadRule = Record<RuleFigure, number>;
export type RuleBounds = Record<RuleFigure, { min: number; max: number }>;

export interface SpreadRulePage {
  rule: SpreadRule;
  version: number;
  usual: SpreadRule;
  bounds: RuleBounds;
  /** Incidents of the last two weeks. */
  marked: number;
  wouldMark: number;
  since: number | null;
  history: { version: number; rule: SpreadRule; at: number; by: string | null }[];
}

const PATH = '/api/admin/spread-rule';

export const readSpreadRule = ({ fetch }: { fetch: Fetch }) => request<SpreadRulePage>({ fetch, path: PATH });

export const trySpreadRule = ({ fetch, rule }: { fetch: Fetch; rule: SpreadRule }) =>
  request<{ wouldMark: number }>({ fetch, path: `${PATH}/try`, method: 'POST', body: { rule }, unkeyed: true }).then(
    ({ wouldMark }) => wouldMark,
  );

export const setSpreadRule = ({ fetch, ...body }: { fetch: Fetch; rule: SpreadRule; version: number }) =>
  request<{ version: number }>({ fetch, path: PATH, method: 'POST', body });
