import { readDeadlines } from '$lib/api/deadlines.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  deadlines: await ask({ work: readDeadlines({ fetch }), url }),
});
