import { ask } from '$lib/api/load.ts';
import { readLooks } from '$lib/api/looks.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  page: await ask({ work: readLooks({ fetch, after: null }), url }),
});
