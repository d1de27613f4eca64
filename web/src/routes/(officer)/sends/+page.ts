import { ask } from '$lib/api/load.ts';
import { listTroubles } from '$lib/api/sends.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch, url }) => ask({ work: listTroubles({ fetch }), url });
