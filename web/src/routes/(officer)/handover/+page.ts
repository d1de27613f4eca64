import { readShift } from '$lib/api/handover.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ shift: await ask({ work: readShift({ fetch }), url }) });
