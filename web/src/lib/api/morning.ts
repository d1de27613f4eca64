import type { Names } from '$lib/i18n/names.ts';
import type { Locale } from '$lib/i18n/locale.ts';
import { query, request } from './http.ts';
import type { Fetch } from './http.ts';

export interface MorningMail {
  unit: string;
  language: Locale;
  /** Of the day in Kolkata. */
  minute: number;
  /** 0 for Monday. */
  days: number[];
}

export interface MorningPosition {
  position: string;
  unit: string;
  title: Names | null;
  /** Of the position; null where none is known. */
  address: string | null;
  mail?: MorningMail;
  version: number;
  sends: {
    day: string;
    state: 'sending' | 'sent' | 'queued' | 'failed' | 'unknown';
    error: string | null;
    at: number;
  }[];
}

export interface MorningMails {
  hasMail: boolean;
  positions: MorningPosition[];
}

export const readMorning = ({ fetch }: { fetch: Fetch }) => request<MorningMails>({ fetch, path: '/api/v1/morning' });

/** Where a unit's page is printed. */
export const morningPage = ({ unit, language }: { unit: string; language: Locale }): string =>
  `/api/v1/morning/page${query({ unit, language })}`;

export const setMorning = ({
  fetch,
  position,
  ...body
}: { fetch: Fetch; position: string; version: number } & MorningMail) =>
  request<{ version: number }>({
    fetch,
    path: `/api/v1/morning/${encodeURIComponent(position)}`,
    method: 'POST',
    body,
  });
