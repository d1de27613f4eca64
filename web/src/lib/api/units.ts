import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Unit, UnitDetail, UnitPage } from './types.ts';

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

export type NameKind = 'name' | 'locality' | 'landmark';

/** "This is in …": what the name stands for from now on; `also` bears it too. */
export const addUnitName = (input: { fetch: Fetch; unit: string; name: string; kind: NameKind; ticket?: string }) =>
  request<{ added: boolean; also: Unit[] }>({
    fetch: input.fetch,
    path: `/api/v1/units/${encodeURIComponent(input.unit)}/names`,
    method: 'POST',
    body: { name: input.name, kind: input.kind, ticket: input.ticket },
  });

export const removeUnitName = (input: { fetch: Fetch; unit: string; name: string; kind: NameKind }) =>
  request<{ removed: boolean }>({
    fetch: input.fetch,
    path: `/api/v1/units/${encodeURIComponent(input.unit)}/names/remove`,
    method: 'POST',
    body: { name: input.name, kind: input.kind },
  });
