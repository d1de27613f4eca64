import { readAudits } from '$lib/api/audits.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({ audits: await ask({ work: readAudits({ fetch }), url }) });
