import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Duty, DutyKind } from './roster.ts';
import type { RuleBounds, SpreadRule } from './spread-rule.ts';
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
  spread: SpreadRule | null;
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

export interface TemporaryAnswer {
  id: string;
  name: string;
  texts: { hi: string; en: string; mr: string };
  words: string[];
  until: number;
}

/** What was declared before a change, and by what it was changed. */
export interface SituationChange {
  version: number;
  at: number;
  by: string | null;
  reason: string;
  orderNumber: string | null;
  before: Pick<Situation, 'name' | 'untilAt' | 'silenceMinutes' | 'floodLimit' | 'spread' | 'units'> & {
    answers: TemporaryAnswer[];
  };
}

export interface SituationDetail {
  situation: Situation;
  answers: TemporaryAnswer[];
  numbers: SituationSum & { more: boolean };
  byUnit: (SituationSum & { unit: UnitRef | null; silentSince: number | null })[];
  dated: { id: string; type: string; names: Names; validFrom: number; validTo: number | null }[];
  duties: (Duty & { unit: UnitRef | null })[];
  /** The last first. */
  changes: SituationChange[];
}

export interface NewAnswer {
  id?: string;
  name: string;
  texts: { hi: string; en: string; mr: string };
  words: string[];
  until?: number;
}

export interface SituationTerms {
  name: string;
  units: string[];
  untilAt: number;
  silenceMinutes: number | null;
  floodLimit: number | null;
  spread: SpreadRule | null;
  answers: NewAnswer[];
}

export interface NewSituation extends SituationTerms {
  kind: SituationKind;
  orderNumber: string;
  orderDate: number;
  fromAt: number;
}

export interface SituationEdit extends SituationTerms {
  version: number;
  reason: string;
  orderNumber: string | null;
}

export interface SituationPage {
  situations: Situation[];
  spreadRule: { rule: SpreadRule; bounds: RuleBounds };
  mayDeclare: boolean;
}

const PATH = '/api/v1/situations';
const at = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export const listSituations = ({ fetch }: { fetch: Fetch }) => request<SituationPage>({ fetch, path: PATH });

export const runningSituations = ({ fetch }: { fetch: Fetch }) =>
  request<{ running: RunningSituation[] }>({ fetch, path: `${PATH}/running` }).then(({ running }) => running);

export const getSituation = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<SituationDetail>({ fetch, path: at(id) });

export const declareSituation = ({ fetch, body }: { fetch: Fetch; body: NewSituation }) =>
  request<{ id: string }>({ fetch, path: PATH, method: 'POST', body });

export const editSituation = ({ fetch, id, body }: { fetch: Fetch; id: string; body: SituationEdit }) =>
  request<{ version: number }>({ fetch, path: `${at(id)}/edit`, method: 'POST', body });

export const staffSituation = ({
  fetch,
  id,
  ...body
}: {
  fetch: Fetch;
  id: string;
  version: number;
  unit: string;
  officer: string;
  kind: DutyKind;
}) => request<{ duty: string }>({ fetch, path: `${at(id)}/duty`, method: 'POST', body });

export const endSituation = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  request<{ version: number; undoUntil: number }>({ fetch, path: `${at(id)}/end`, method: 'POST', body: { version } });

export const resumeSituation = ({ fetch, id, version }: { fetch: Fetch; id: string; version: number }) =>
  request<unknown>({ fetch, path: `${at(id)}/resume`, method: 'POST', body: { version } });
