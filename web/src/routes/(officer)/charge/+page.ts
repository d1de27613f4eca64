import { readCharge } from '$lib/api/charge.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends }) => {
  depends('pukaar:charge');
  return { charge: await ask({ work: readCharge({ fetch }), url }) };
};
