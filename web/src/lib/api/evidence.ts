import { ApiError, failureOf, query, request, send } from './http.ts';
import type { Fetch } from './http.ts';
import type { Names } from '$lib/i18n/names.ts';
import type { MediaClass } from './types.ts';

/** One file of one message of one docket. */
export interface FileAddress {
  ticket: string;
  message: string;
  external: string;
}

const ticketPath = (id: string) => `/api/v1/tickets/${encodeURIComponent(id)}`;
const filePath = ({ ticket, message, external }: FileAddress) =>
  `${ticketPath(ticket)}/media/${encodeURIComponent(message)}/${encodeURIComponent(external)}`;

/** Says what a file shows; null takes back what was said. */
export const classifyFile = (input: { fetch: Fetch; file: FileAddress; class: MediaClass | null; version: number }) =>
  request<{ class: MediaClass | null; version: number; undoUntil: number | null }>({
    fetch: input.fetch,
    path: `${filePath(input.file)}/class`,
    method: 'POST',
    body: { class: input.class, version: input.version },
  });

/** A quarantined file, for a custodian. The opening is recorded, and nothing of it is kept for a repetition. */
export async function openFile(input: { fetch: Fetch; file: FileAddress; reason: string }): Promise<Blob> {
  const response = await send({
    fetch: input.fetch,
    path: `${filePath(input.file)}/open`,
    method: 'POST',
    body: { reason: input.reason },
    unkeyed: true,
  });
  if (response.ok) return response.blob();
  throw new ApiError(failureOf({ status: response.status, body: await response.json().catch(() => null) }));
}

export interface HeldFiles {
  /** Whether the officer is one for any unit. */
  isCustodian: boolean;
  files: {
    /** Its beginning. */
    hash: string;
    at: number;
    /** Known again by its hash, or said by an officer. */
    why: 'known' | 'said';
    by: string | null;
    tickets: { id: string; docket: string | null }[];
  }[];
  next: string | null;
}

/** What a custodian answers for, without a picture. */
export const listHeldFiles = ({ fetch, before }: { fetch: Fetch; before: string | null }) =>
  request<HeldFiles>({ fetch, path: `/api/v1/quarantine${query({ before })}` });

export const removeFile = (input: { fetch: Fetch; file: FileAddress; reference: string }) =>
  request<unknown>({
    fetch: input.fetch,
    path: `${filePath(input.file)}/remove`,
    method: 'POST',
    body: { reference: input.reference },
  });

export const orderHold = (input: {
  fetch: Fetch;
  ticket: string;
  body: { authority: string; number: string; note: string };
}) => request<{ id: string }>({ ...input, path: `${ticketPath(input.ticket)}/hold`, method: 'POST' });

export const liftHold = (input: { fetch: Fetch; ticket: string; hold: string; reason: string }) =>
  request<{ removed: number }>({
    fetch: input.fetch,
    path: `${ticketPath(input.ticket)}/hold/lift`,
    method: 'POST',
    body: { hold: input.hold, reason: input.reason },
  });

export interface EvidenceEvent {
  seq: number;
  position: number | null;
  at: number;
  type: string;
  hash: string;
}

export interface EvidencePost {
  message: string;
  externalId: string;
  versionId: string;
  handle: string | null;
  name: string | null;
  text: string | null;
  salt: string | null;
  content: string | null;
  at: number;
  receivedAt: number;
  deletedAt: number | null;
  kept: boolean;
  versions: { versionId: string; text: string; at: number }[];
  media: { externalId: string; kind: string; mime: string | null; size: number | null; sha256: string | null }[];
  events: EvidenceEvent[];
}

export interface EvidenceRecord {
  ticket: { id: string; docket: string | null; channel: string };
  takenAt: number;
  holds: { id: string; authority: string; number: string; at: number; liftedAt: number | null }[];
  head: EvidenceEvent | null;
  posts: EvidencePost[];
}

/** What the text of a record says: the server made it from this shape. */
const asRecord = (text: string): EvidenceRecord => JSON.parse(text) as EvidenceRecord;

/** The record as the text that was hashed, and what it says. Each reading is recorded. */
export const readEvidence = ({ fetch, ticket }: { fetch: Fetch; ticket: string }) =>
  request<{ text: string; sha256: string }>({ fetch, path: `${ticketPath(ticket)}/evidence` }).then((sealed) => ({
    ...sealed,
    record: asRecord(sealed.text),
  }));

export const evidenceFilePath = ({ ticket, message, external }: FileAddress): string =>
  `${ticketPath(ticket)}/evidence/${encodeURIComponent(message)}/${encodeURIComponent(external)}`;

export interface CustodianView {
  id: string;
  officer: string;
  name: string;
  username: string;
  unit: { id: string; name: Names | null };
  since: number;
  until: number | null;
}

export const listCustodians = ({ fetch }: { fetch: Fetch }) =>
  request<{ custodians: CustodianView[] }>({ fetch, path: '/api/admin/custodians' }).then(
    ({ custodians }) => custodians,
  );

export const nameCustodian = (input: { fetch: Fetch; body: { officer: string; unit: string } }) =>
  request<{ id: string }>({ ...input, path: '/api/admin/custodians', method: 'POST' });

export const endCustodian = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/admin/custodians/${encodeURIComponent(id)}/end`, method: 'POST' });
