import { ask } from '$lib/api/load.ts';
import { readRoster } from '$lib/api/roster.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const asked = { unit: url.searchParams.get('unit'), week: url.searchParams.get('week') };
  return { roster: await ask({ work: readRoster({ fetch, ...asked }), url }) };
};
