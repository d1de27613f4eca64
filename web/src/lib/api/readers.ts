import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Names } from '$lib/i18n/names.ts';

export const READ_KINDS = ['page', 'file', 'brief', 'evidence', 'link', 'approval', 'look', 'audit'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** That somebody read a docket, once for a quarter of an hour. */
export interface Reading {
  kind: ReadKind;
  at: number;
  name: string | null;
  by: 'officer' | 'key' | 'link';
  title: Names | null;
}

export interface ReadingOf extends Reading {
  docket: string | null;
  ticket: string;
}

export interface ReadingsPage {
  readings: ReadingOf[];
  next: string | null;
}

export const readReaders = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<{ readers: Reading[] }>({ fetch, path: `/api/v1/tickets/${encodeURIComponent(id)}/readers` }).then(
    ({ readers }) => readers,
  );

/** The log by docket or by officer; nothing without either. */
export const lookUpReaders = ({
  fetch,
  ...by
}: {
  fetch: Fetch;
  docket?: string | null;
  officer?: string | null;
  before?: string | null;
}) => request<ReadingsPage>({ fetch, path: `/api/admin/readers${query(by)}` });
