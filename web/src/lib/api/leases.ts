import { request } from './http.ts';
import type { Fetch } from './http.ts';
import type { Holder, TicketRow } from './types.ts';

const at = (id: string) => `/api/v1/tickets/${encodeURIComponent(id)}/lease`;

/** Says that this officer works on the ticket; with a reason also where somebody else does. Answers who does. */
export const holdTicket = ({ fetch, id, reason }: { fetch: Fetch; id: string; reason?: string }) =>
  request<{ holder: Holder }>({
    fetch,
    path: at(id),
    method: 'PUT',
    body: reason === undefined ? {} : { reason },
  }).then(({ holder }) => holder);

/** Outlives the page: it is also said while the page is being left. */
export const releaseTicket = ({ fetch, id }: { fetch: Fetch; id: string }) =>
  request<unknown>({ fetch, path: at(id), method: 'DELETE', keepalive: true });

export const listHolders = ({ fetch }: { fetch: Fetch }) =>
  request<{ holders: Holder[] }>({ fetch, path: '/api/v1/presence' }).then(({ holders }) => holders);

/**
 * The next ticket in turn, held for this officer; null when nothing waits. `onDuty`: who is on duty now, where he is not.
 */
export const claimNext = ({ fetch, skip }: { fetch: Fetch; skip: readonly string[] }) =>
  request<{ ticket: TicketRow | null; onDuty: string[] }>({
    fetch,
    path: '/api/v1/desk/next',
    method: 'POST',
    body: { skip },
  });
