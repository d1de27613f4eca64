import { readAudits, readJudged } from '$lib/api/audits.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  audits: await ask({ work: readAudits({ fetch }), url }),
  judged: await ask({ work: readJudged({ fetch, before: null }), url }),
});
