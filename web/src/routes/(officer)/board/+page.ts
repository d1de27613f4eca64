import { getBoard } from '$lib/api/board.ts';
import { listClimbed } from '$lib/api/clocks.ts';
import { ask } from '$lib/api/load.ts';
import { listOffers } from '$lib/api/steps.ts';
import type { Offer } from '$lib/api/steps.ts';
import { countTickets } from '$lib/api/tickets.ts';
import type { Counts } from '$lib/api/types.ts';
import { isTab } from '$lib/features/board/tabs.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const asked = url.searchParams.get('tab');
  const [page, counts, climbed, offers] = await Promise.all([
    ask({ work: getBoard({ fetch, tab: isTab(asked) ? asked : null }), url }),
    countTickets({ fetch }).catch((): Counts => ({})),
    listClimbed({ fetch }).catch(() => null),
    listOffers({ fetch }).catch((): Offer[] => []),
  ]);
  return { page, counts, climbed, offers };
};
