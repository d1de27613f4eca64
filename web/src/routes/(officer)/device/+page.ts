import { readDevices } from '$lib/api/charge.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends }) => {
  depends('pukaar:devices');
  return { page: await ask({ work: readDevices({ fetch }), url }) };
};
