import { query, request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Colleague } from './types.ts';

/** Something meant for this officer alone: a note that names him, or a citizen's thanks. */
export interface Notice {
  id: string;
  kind: 'mention' | 'thanks';
  text: string;
  at: number;
  seenAt: number | null;
  ticket: string | null;
  docket: string | null;
  by: string | null;
}

export interface ForMeList {
  items: Notice[];
  unseen: number;
}

/** To whom the praise of a ticket was passed on, and to whom it could be. */
export interface Praise {
  isOpen: boolean;
  given: { id: string; name: string; at: number }[];
  offered: Colleague[];
}

const ofTicket = (id: string) => `/api/v1/tickets/${encodeURIComponent(id)}`;

export const readForMe = ({ fetch }: { fetch: Fetch }) => request<ForMeList>({ fetch, path: '/api/v1/for-me' });
export const seeNotices = ({ fetch, ids }: { fetch: Fetch; ids: string[] }) =>
  request<unknown>({ fetch, path: '/api/v1/for-me/seen', method: 'POST', body: { ids }, unkeyed: true });
export const readThanks = ({ fetch }: { fetch: Fetch }) =>
  request<{ thanks: Notice[] }>({ fetch, path: '/api/v1/thanks' }).then(({ thanks }) => thanks);

/** Colleagues who may see the ticket, by name. */
export const findNameable = ({ fetch, ticket, q }: { fetch: Fetch; ticket: string; q: string }) =>
  request<{ officers: Colleague[] }>({ fetch, path: `${ofTicket(ticket)}/colleagues${query({ q })}` }).then(
    ({ officers }) => officers,
  );

export const readPraise = ({ fetch, ticket, q }: { fetch: Fetch; ticket: string; q: string }) =>
  request<Praise>({ fetch, path: `${ofTicket(ticket)}/commendations${query({ q })}` });
export const commend = ({ fetch, ticket, officer }: { fetch: Fetch; ticket: string; officer: string }) =>
  request<{ id: string }>({ fetch, path: `${ofTicket(ticket)}/commend`, method: 'POST', body: { officer } });
export const withdrawPraise = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: `/api/v1/commendations/${encodeURIComponent(id)}/withdraw`, method: 'POST' });
