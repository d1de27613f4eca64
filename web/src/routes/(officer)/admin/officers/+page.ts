import { listApiKeys, listOfficers } from '$lib/api/admin.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const q = url.searchParams.get('q');
  const cursor = url.searchParams.get('cursor');
  const [page, apiKeys] = await Promise.all([
    ask({ work: listOfficers({ fetch, filter: { q, cursor } }), url }),
    listApiKeys({ fetch }).catch(() => []),
  ]);
  return { q, page, apiKeys };
};
