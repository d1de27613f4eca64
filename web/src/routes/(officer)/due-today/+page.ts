import { readDueToday } from '$lib/api/clocks.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ day: await ask({ work: readDueToday({ fetch }), url }) });
