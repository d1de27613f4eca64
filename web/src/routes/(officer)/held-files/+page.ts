import { listHeldFiles } from '$lib/api/evidence.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  held: await ask({ work: listHeldFiles({ fetch, before: url.searchParams.get('before') }), url }),
});
