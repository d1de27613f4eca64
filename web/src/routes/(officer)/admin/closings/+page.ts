import { readClosingRule } from '$lib/api/closing-rule.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => ({
  closings: await ask({ work: readClosingRule({ fetch }), url }),
});
