import { ask } from '$lib/api/load.ts';
import { listTickets } from '$lib/api/tickets.ts';
import { BOARD_FILTER } from '$lib/features/board/board.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  page: await ask({ work: listTickets({ fetch, filter: BOARD_FILTER }), url }),
});
