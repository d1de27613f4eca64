import { ask } from '$lib/api/load.ts';
import { listRumours } from '$lib/api/rumours.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const q = url.searchParams.get('q') ?? '';
  return { q, rumours: await ask({ work: listRumours({ fetch, q }), url }) };
};
