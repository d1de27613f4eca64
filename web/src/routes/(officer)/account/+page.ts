import { ask } from '$lib/api/load.ts';
import { listSessions } from '$lib/api/officers.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends }) => {
  depends('pukaar:sessions');
  return { sessions: await ask({ work: listSessions({ fetch }), url }) };
};
