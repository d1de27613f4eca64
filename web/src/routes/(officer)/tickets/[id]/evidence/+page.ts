import { readEvidence } from '$lib/api/evidence.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, url }) => ({
  id: params.id,
  sealed: await ask({ work: readEvidence({ fetch, ticket: params.id }), url }),
});
