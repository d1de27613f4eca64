import { getSystem, listUnknownSends } from '$lib/api/admin.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const [system, unknown] = await Promise.all([
    ask({ work: getSystem({ fetch }), url }),
    listUnknownSends({ fetch }).catch(() => []),
  ]);
  return { system, unknown };
};
