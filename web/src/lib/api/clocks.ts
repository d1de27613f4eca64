import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow, UnitRef } from './types.ts';

export type ClimbStep = 'seen' | 'asked' | 'taken';

export interface Climb {
  clock: string;
  level: number;
  at: number;
  version: number;
  isYours: boolean;
  unit: UnitRef | null;
  title: Names | null;
  climbsOnAt: number | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: number | null;
  maySay: ClimbStep[];
}

export interface ClimbedRow extends Climb {
  overdueSince: number;
  ticket: TicketRow;
}

/** What is overdue and has not climbed to anybody yet. */
export interface Passed {
  overdue: { clock: string; dueAt: number; climbsAt: number | null; with: UnitRef | null; ticket: TicketRow }[];
  more: boolean;
}

export interface ClimbedPage {
  climbed: ClimbedRow[];
  more: boolean;
  passed: Passed;
}

export interface DueToday {
  until: number;
  due: { clock: string; dueAt: number; with: UnitRef | null; ticket: TicketRow }[];
  units: { unit: UnitRef | null; n: number }[];
  more: boolean;
  passed: Passed;
}

const part = encodeURIComponent;

export const listClimbed = ({ fetch }: { fetch: Fetch }) => request<ClimbedPage>({ fetch, path: '/api/v1/climbed' });
export const readDueToday = ({ fetch }: { fetch: Fetch }) => request<DueToday>({ fetch, path: '/api/v1/due-today' });
export const readClimbed = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<{ climbed: Climb[] }>({ fetch, path: `/api/v1/tickets/${part(id)}/climbed` }).then(({ climbed }) => climbed);
export const answerClimb = (input: { fetch: Fetch; id: string; clock: string; version: number; step: ClimbStep }) => {
  const { fetch, id, ...body } = input;
  return request<unknown>({ fetch, path: `/api/v1/tickets/${part(id)}/climbed`, method: 'POST', body });
};
