import { request } from './http.ts';
import type { Fetch } from './http.ts';

export interface ClosingRule {
  /** Shares, of one. */
  auditShare: number;
  lookShare: number;
  silentAfterDays: number;
}

export interface ClosingRulePage {
  rule: ClosingRule;
  version: number;
  usual: ClosingRule;
  history: { version: number; at: number; by: string | null; rule: ClosingRule }[];
}

const PATH = '/api/admin/closing-rule';

export const readClosingRule = ({ fetch }: { fetch: Fetch }) => request<ClosingRulePage>({ fetch, path: PATH });

export const setClosingRule = ({ fetch, ...body }: { fetch: Fetch; rule: ClosingRule; version: number }) =>
  request<{ version: number }>({ fetch, path: PATH, method: 'POST', body });
