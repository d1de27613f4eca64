import { ApiError } from '$lib/api/http.ts';
import { getTicket } from '$lib/api/tickets.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const id = url.searchParams.get('t');
  if (id === null) return { chosen: null, detail: null, missing: false };
  try {
    return { chosen: id, detail: await getTicket({ fetch, id }), missing: false };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return { chosen: id, detail: null, missing: true };
  }
};
