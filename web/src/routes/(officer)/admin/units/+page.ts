import { ask } from '$lib/api/load.ts';
import { listUnits } from '$lib/api/units.ts';
import type { Unit } from '$lib/api/types.ts';
import type { PageLoad } from './$types';

/** Some thousand units: asked for by the browser, so that the page itself stays small. */
export const ssr = false;

const PAGE = 2000;
const MOST = 20;

export const load: PageLoad = async ({ fetch, url }) => {
  const units: Unit[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST; page += 1) {
    const answer: { units: Unit[]; next: string | null } = await ask({
      work: listUnits({ fetch, filter: { limit: PAGE, cursor } }),
      url,
    });
    units.push(...answer.units);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return { units };
};
