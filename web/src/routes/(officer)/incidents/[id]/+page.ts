import { getIncident, getTimeline } from '$lib/api/incidents.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params: { id }, url }) => {
  const page = ask({ work: getIncident({ fetch, id }), url });
  // Without its timeline the page is still of use.
  const timeline = getTimeline({ fetch, id }).catch(() => null);
  return { page: await page, timeline: await timeline };
};
