import { ask } from '$lib/api/load.ts';
import { getUnit } from '$lib/api/units.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, url }) => ({
  unit: await ask({ work: getUnit({ fetch, id: params.id }), url }),
});
