import type { Names } from '$lib/i18n/names.ts';
import type { BulkAnswer, Chosen, Refusal } from './bulk.ts';
import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { TicketRow, UnitRef } from './types.ts';

export interface IncidentTicket extends TicketRow {
  /** Handle of whoever wrote it; null where nobody is named. */
  reporter: string | null;
  mayClose: boolean;
  /** A life at risk keeps it open, else it could be closed. */
  keptOpen: boolean;
}

export interface MapPoint {
  ticket: string;
  lat: number;
  lon: number;
  kind: 'exact' | 'station' | 'district';
  /** The unit that it lies in. */
  unit: string | null;
}

export interface MapUnit extends UnitRef {
  type: string;
  lat: number | null;
  lon: number | null;
  /** Outlines, flat `lon, lat, …`. */
  rings: number[][];
}

export interface IncidentPage {
  incident: {
    id: string;
    from: number;
    to: number;
    counts: { persons: number; tickets: number; dockets: number; posts: number; more: boolean };
    places: UnitRef[];
    mayJoin: boolean;
  };
  tickets: IncidentTicket[];
  map: { points: MapPoint[]; units: MapUnit[] };
}

export interface TimelinePost {
  kind: 'post';
  id: string;
  ticket: string;
  at: number;
  voice: string;
  text: string;
  language: string | null;
  handle: string | null;
  isGone: boolean;
}

export interface TimelineAct {
  kind: 'act';
  ticket: string;
  at: number;
  type: string;
  /** The act that was taken back. */
  tookBack: string | null;
  by: string | null;
  title: Names | null;
  to: UnitRef | null;
  outcome: string | null;
  text: string | null;
  batch: string | null;
}

export type TimelineEntry = TimelinePost | TimelineAct;

export interface TimelinePage {
  entries: TimelineEntry[];
  next: string | null;
}

export interface IncidentReport {
  outcome: string;
  details: Record<string, string>;
  internalText: string;
  /** By language of the dockets. */
  publicAnswers: Record<string, string>;
  /** Language → the other language whose text goes out. */
  instead: Record<string, string>;
  accept: string[];
  attachments: string[];
}

/** Why a docket stays as it is, and with whom it is. */
export interface StaysOpen extends Refusal {
  unit: UnitRef | null;
}

const at = (id: string) => `/api/v1/incidents/${encodeURIComponent(id)}`;

export const getIncident = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<IncidentPage>({ fetch, path: at(id) });

export const getTimeline = ({ fetch, id, before = null }: { fetch: Fetch; id: string; before?: string | null }) =>
  request<TimelinePage>({ fetch, path: `${at(id)}/timeline${query({ before })}` });

type Closing = { fetch: Fetch; id: string; tickets: Chosen[]; report: IncidentReport };

export const previewClose = ({ fetch, id, tickets, report }: Closing) =>
  request<{ results: { id: string; refused: StaysOpen | null }[] }>({
    fetch,
    path: `${at(id)}/close/preview`,
    method: 'POST',
    body: { tickets, ...report },
    unkeyed: true,
  }).then(({ results }) => results);

export const closeIncident = ({ fetch, id, tickets, report, key }: Closing & { key: string }) =>
  request<{ results: (Omit<BulkAnswer, 'refused'> & { refused: StaysOpen | null })[] }>({
    fetch,
    path: `${at(id)}/close`,
    method: 'POST',
    body: { tickets, ...report },
    key,
  }).then(({ results }) => results);
