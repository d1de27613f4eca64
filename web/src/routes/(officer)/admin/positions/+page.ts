import { listPositions } from '$lib/api/admin.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const vacant = url.searchParams.get('vacant');
  const under = url.searchParams.get('under');
  const cursor = url.searchParams.get('cursor');
  return { vacant, under, page: await ask({ work: listPositions({ fetch, filter: { vacant, under, cursor } }), url }) };
};
