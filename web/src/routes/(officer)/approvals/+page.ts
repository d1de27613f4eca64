import { ask } from '$lib/api/load.ts';
import { listApprovals } from '$lib/api/steps.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  proposals: await ask({ work: listApprovals({ fetch }), url }),
});
