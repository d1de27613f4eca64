import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { UnitDetail, UnitPage } from './types.ts';

export interface UnitFilter {
  under?: string | null;
  type?: string | null;
  q?: string | null;
  cursor?: string | null;
  limit?: number;
}

export const listUnits = (input: { fetch: Fetch; filter: UnitFilter; signal?: AbortSignal }) =>
  request<UnitPage>({ fetch: input.fetch, path: `/api/v1/units${query({ ...input.filter })}`, signal: input.signal });

export const getUnit = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<UnitDetail | { unit: UnitDetail }>({ fetch, path: `/api/v1/units/${encodeURIComponent(id)}` }).then(
    (answer) => ('unit' in answer ? answer.unit : answer),
  );
