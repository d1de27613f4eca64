import { ask } from '$lib/api/load.ts';
import { readWays } from '$lib/api/notify.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ ways: await ask({ work: readWays({ fetch }), url }) });
