import { ask } from '$lib/api/load.ts';
import { getSituation, listSituations } from '$lib/api/situations.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { situations, spreadRule, mayDeclare } = await ask({ work: listSituations({ fetch }), url });
  const order = ['running', 'coming', 'past'];
  const first = [...situations].sort((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase))[0];
  const chosen = url.searchParams.get('s') ?? first?.id ?? null;
  const detail = chosen === null ? null : await ask({ work: getSituation({ fetch, id: chosen }), url });
  return { situations, spreadRule, mayDeclare, chosen, detail };
};
