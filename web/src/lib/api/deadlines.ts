import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';

export const CLOCKS = ['first_response', 'pick_up', 'action', 'closure'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** What a row says of tickets that are all it names; null: any. */
export interface DeadlineRule {
  category: string | null;
  urgency: 'normal' | 'urgent' | 'life-risk' | null;
  channel: string | null;
  minutes: Partial<Record<ClockName, number>>;
  working: boolean;
}

export interface Terms {
  rules: DeadlineRule[];
  pauseDays: number;
  approval: string[];
  callAfterDays: number;
}

/** Which row decides for a kind of ticket; null: the usual time. */
export interface Applies {
  category: string;
  urgency: string;
  clocks: { kind: ClockName; minutes: number; working: boolean; rule: number | null }[];
}

export interface DeadlinesPage {
  terms: Terms;
  inForce: number;
  version: number;
  usual: Terms;
  channels: string[];
  applies: Applies[];
  history: { version: number; terms: Terms; validFrom: number; at: number; by: string | null }[];
}

export interface Holiday {
  day: string;
  name: string;
}

export interface UnitCalendar {
  unit: { id: string; name: Names | null };
  week: number[] | null;
  holidays: Holiday[];
  at: number;
  version: number;
  by: string | null;
}

const PATH = '/api/admin/deadlines';
const CALENDARS = '/api/admin/calendars';

export const readDeadlines = ({ fetch }: { fetch: Fetch }) => request<DeadlinesPage>({ fetch, path: PATH });

export const tryDeadlines = ({ fetch, ...body }: { fetch: Fetch; terms: Terms; channel: string | null }) =>
  request<{ applies: Applies[] }>({ fetch, path: `${PATH}/try`, method: 'POST', body, unkeyed: true }).then(
    ({ applies }) => applies,
  );

export const setDeadlines = (input: {
  fetch: Fetch;
  terms: Terms;
  version: number;
  validFrom: number | null;
  /** What becomes of times that are planned for later. */
  planned?: 'keep' | 'replace';
}) => {
  const { fetch, ...body } = input;
  return request<{ version: number }>({ fetch, path: PATH, method: 'POST', body });
};

export const readCalendars = ({ fetch }: { fetch: Fetch }) =>
  request<{ usualWeek: number[]; calendars: UnitCalendar[] }>({ fetch, path: CALENDARS });

export const setCalendar = (input: {
  fetch: Fetch;
  unit: string;
  version: number;
  week: number[] | null;
  holidays: Holiday[];
}) => {
  const { fetch, ...body } = input;
  return request<{ version: number }>({ fetch, path: CALENDARS, method: 'POST', body });
};

export const removeCalendar = ({ fetch, ...body }: { fetch: Fetch; unit: string; version: number }) =>
  request<object>({ fetch, path: `${CALENDARS}/remove`, method: 'POST', body });
