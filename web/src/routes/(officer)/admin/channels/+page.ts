import { listChannels } from '$lib/api/admin.ts';
import { ask } from '$lib/api/load.ts';
import { getUnit } from '$lib/api/units.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const accounts = await ask({ work: listChannels({ fetch }), url });
  const ids = [...new Set(accounts.map(({ unit }) => unit))];
  const units = await Promise.all(ids.map((id) => getUnit({ fetch, id }).catch(() => null)));
  const names = Object.fromEntries(units.flatMap((unit) => (unit === null ? [] : [[unit.id, unit.name]])));
  return { accounts, names };
};
