import { ask } from '$lib/api/load.ts';
import { readCalls } from '$lib/api/notify.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ calls: await ask({ work: readCalls({ fetch }), url }) });
