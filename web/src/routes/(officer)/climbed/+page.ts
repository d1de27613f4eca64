import { listClimbed } from '$lib/api/clocks.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ page: await ask({ work: listClimbed({ fetch }), url }) });
