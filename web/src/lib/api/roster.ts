import type { Names } from '$lib/i18n/names.ts';
import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Colleague, UnitRef } from './types.ts';

export type DutyKind = 'desk' | 'night' | 'duty';

export interface Duty {
  id: string;
  officer: string;
  name: string;
  kind: DutyKind;
  fromAt: number;
  untilAt: number;
  isYou: boolean;
  /** The declared situation that it was entered for. */
  situation: { id: string; name: string } | null;
}

export interface RosterDay {
  /** 2026-11-20 */
  day: string;
  duties: (Duty & { title: Names | null })[];
  /** When nobody is on duty. */
  gaps: { fromAt: number; untilAt: number }[];
}

export interface Roster {
  unit: UnitRef;
  /** Where one may go from here. */
  units: UnitRef[];
  /** Its Monday. */
  week: string;
  /** Kinds of shifts that this officer may enter here. */
  mayPlan: DutyKind[];
  now: Duty[];
  days: RosterDay[];
}

export interface NewShift {
  unit: string;
  officer: string;
  kind: DutyKind;
  day: string;
  from: string;
  until: string;
  days: number;
}

export const readRoster = ({ fetch, ...asked }: { fetch: Fetch; unit: string | null; week: string | null }) =>
  request<Roster>({ fetch, path: `/api/v1/roster${query(asked)}` });

export const findForRoster = ({ fetch, ...asked }: { fetch: Fetch; unit: string; q: string }) =>
  request<{ officers: Colleague[] }>({ fetch, path: `/api/v1/roster/officers${query(asked)}` }).then(
    ({ officers }) => officers,
  );

const change = ({ fetch, verb, body }: { fetch: Fetch; verb: string; body: unknown }) =>
  request<{ ids: string[] }>({ fetch, path: `/api/v1/roster${verb}`, method: 'POST', body }).then(({ ids }) => ids);

export const addShift = ({ fetch, ...body }: { fetch: Fetch } & NewShift) => change({ fetch, verb: '', body });
export const copyWeek = ({ fetch, ...body }: { fetch: Fetch; unit: string; week: string }) =>
  change({ fetch, verb: '/copy', body });
export const removeShifts = ({ fetch, ids }: { fetch: Fetch; ids: string[] }) =>
  change({ fetch, verb: '/remove', body: { ids } });
export const restoreShifts = ({ fetch, ids }: { fetch: Fetch; ids: string[] }) =>
  change({ fetch, verb: '/restore', body: { ids } });
