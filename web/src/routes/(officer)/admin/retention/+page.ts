import { ask } from '$lib/api/load.ts';
import { readRetention } from '$lib/api/retention.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  retention: await ask({ work: readRetention({ fetch }), url }),
});
