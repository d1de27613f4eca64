import { listCustodians } from '$lib/api/evidence.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  custodians: await ask({ work: listCustodians({ fetch }), url }),
});
