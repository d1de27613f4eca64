import { ask } from '$lib/api/load.ts';
import { getTicket } from '$lib/api/tickets.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, url }) => ({
  detail: await ask({ work: getTicket({ fetch, id: params.id }), url }),
  start: url.searchParams.get('do'),
});
