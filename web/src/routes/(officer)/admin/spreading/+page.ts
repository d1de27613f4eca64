import { ask } from '$lib/api/load.ts';
import { readSpreadRule } from '$lib/api/spread-rule.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  spreading: await ask({ work: readSpreadRule({ fetch }), url }),
});
