import type { Names } from '$lib/i18n/names.ts';
import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Attachment, TicketRow, UnitRef } from './types.ts';

/** A docket that another unit offers. */
export interface Offer {
  id: string;
  at: number;
  by: string | null;
  from: UnitRef | null;
  why: string | null;
  ticket: TicketRow;
}

/** A report that closes its docket once it is approved. */
export interface ClosingProposal {
  id: string;
  outcome: string;
  details: Record<string, string>;
  internalText: string;
  publicAnswer: string;
  at: number;
  by: string | null;
  title: Names | null;
  copied: { at: number; ticket: string | null; docket: string | null } | null;
  words: string;
  attachments: Attachment[];
  ticket: TicketRow;
}

export const listOffers = ({ fetch }: { fetch: Fetch }) =>
  request<{ offers: Offer[] }>({ fetch, path: '/api/v1/offers' }).then(({ offers }) => offers);

export const listApprovals = ({ fetch }: { fetch: Fetch }) =>
  request<{ proposals: ClosingProposal[] }>({ fetch, path: '/api/v1/approvals' }).then(({ proposals }) => proposals);
