import { redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/load.ts';
import { getTicket } from '$lib/api/tickets.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, url }) => {
  const detail = await ask({ work: getTicket({ fetch, id: params.id }), url });
  // Closed meanwhile, or not this officer's to close: its own page says so.
  if (!detail.actions.includes('close')) redirect(303, `/tickets/${encodeURIComponent(params.id)}`);
  return { detail };
};
