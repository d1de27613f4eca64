import { ask } from '$lib/api/load.ts';
import { listProtectedReaders } from '$lib/api/protected.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  readers: await ask({ work: listProtectedReaders({ fetch }), url }),
});
