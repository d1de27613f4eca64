import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { UnitRef } from './types.ts';

export const SITUATION_KINDS = ['festival', 'vip', 'election', 'shutdown', 'disaster', 'other'] as const;
export type SituationKind = (typeof SITUATION_KINDS)[number];
export type Phase = 'coming' | 'running' | 'past';

export interface RunningSituation {
  id: string;
  kind: SituationKind;
  name: string;
  orderNumber: string;
  fromAt: number;
  untilAt: number;
  /** Units from which nothing comes, as far as this officer is to look after them. */
  silent: { unit: UnitRef | null; since: number }[];
}

export interface Situation {
  id: string;
  kind: SituationKind;
  name: string;
  orderNumber: string;
  orderDate: number;
  fromAt: number;
  untilAt: number;
  endedAt: number | null;
  endedByName: string | null;
  silenceMinutes: number | null;
  floodLimit: number | null;
  answers: number;
  phase: Phase;
  units: UnitRef[];
  unit: UnitRef | null;
  declaredBy: string | null;
  mayEnd: boolean;
  version: number;
}

export interface SituationSum {
  received: number;
  act: number;
  open: number;
  closed: number;
  oldest: number | null;
}

export interface SituationDetail {
  situation: Situation;
  answers: {
    id: string;
    name: string;
    texts: { hi: string; en: string; mr: string };
    words: string[];
    until: number;
  }[];
  numbers: SituationSum & { more: boolean };
  byUnit: (SituationSum & { unit: UnitRef | null; silentSince: number | null })[];
  dated: { id: string; type: string; names: Names; validFrom: number; validTo: number | null }[];
}

export interface NewAnswer {
  name: string;
  texts: { hi: string; en: string; mr: string };
  words: string[];
}

export interface NewSituation {
  kind: SituationKind;
  name: string;
  units: string[];
  orderNumber: string;
  orderDate: number;
  fromAt: number;
  untilAt: number;
  silenceMinutes: number | null;
  floodLimit: number | null;
  answers: NewAnswer[];
}

const PATH = '/api/v1/situations';
const at = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export const listSituations = ({ fetch }: { fetch: Fetch }) =>
  request<{ situations: Situation[]; mayDeclare: boolean }>({ fetch, path: PATH });

export const runningSituations = ({ fetch }: { fetch: Fetch }) =>
  request<{ running: RunningSituation[] }>({ fetch, path: `${PATH}/running` }).then(({ running }) => running);

export const getSituation = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<SituationDetail>({ fetch, path: at(id) });

export const declareSituation = ({ fetch, body }: { fetch: Fetch; body: NewSituation }) =>
  request<{ id: string }>({ fetch, path: PATH, method: 'POST', body });

export const endSituation = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  request<{ version: number; undoUntil: number }>({ fetch, path: `${at(id)}/end`, method: 'POST', body: { version } });

export const resumeSituation = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  request<unknown>({ fetch, path: `${at(id)}/resume`, method: 'POST', body: { version } });
