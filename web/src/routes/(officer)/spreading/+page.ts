import { ask } from '$lib/api/load.ts';
import { listSpreads } from '$lib/api/spread.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  spreading: await ask({ work: listSpreads({ fetch }), url }),
});
