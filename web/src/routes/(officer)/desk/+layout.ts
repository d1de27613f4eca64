import { ask } from '$lib/api/load.ts';
import { countTickets, listTickets } from '$lib/api/tickets.ts';
import { filterOf } from '$lib/features/desk/views.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url }) => {
  const filter = filterOf(url.searchParams);
  const [page, counts] = await Promise.all([
    ask({ work: listTickets({ fetch, filter }), url }),
    countTickets({ fetch }).catch(() => ({})),
  ]);
  return { filter, page, counts };
};
