import { getQuality, listModels } from '$lib/api/admin.ts';
import { ask } from '$lib/api/load.ts';
import type { PageLoad } from './$types';

const DAYS = [7, 30, 90, 365];

export const load: PageLoad = async ({ fetch, url }) => {
  const wanted = Number(url.searchParams.get('days'));
  const days = DAYS.includes(wanted) ? wanted : 30;
  const [quality, models] = await Promise.all([
    ask({ work: getQuality({ fetch, days }), url }),
    ask({ work: listModels({ fetch }), url }),
  ]);
  return { quality, models, choices: DAYS };
};
