import { listClimbed } from '$lib/api/clocks.ts';
import { ask } from '$lib/api/load.ts';
import { listOffers } from '$lib/api/steps.ts';
import type { Offer } from '$lib/api/steps.ts';
import { countTickets, listTickets } from '$lib/api/tickets.ts';
import type { Counts } from '$lib/api/types.ts';
import { BOARD_FILTER } from '$lib/features/board/board.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const [page, counts, climbed, offers] = await Promise.all([
    ask({ work: listTickets({ fetch, filter: BOARD_FILTER }), url }),
    countTickets({ fetch }).catch((): Counts => ({})),
    listClimbed({ fetch }).catch(() => null),
    listOffers({ fetch }).catch((): Offer[] => []),
  ]);
  return { page, counts, climbed, offers };
};
