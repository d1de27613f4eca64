import { ask } from '$lib/api/load.ts';
import { readMorning } from '$lib/api/morning.ts';
import { readBoard } from '$lib/api/command.ts';
import { periodOf, todayAt } from '$lib/features/command/period.ts';
import { getUnit } from '$lib/api/units.ts';
import type { PageLoad } from './$types';

/** The position's unit, and those just below it: whose pages its holder may have. */
export const load: PageLoad = async ({ fetch, url }) => {
  const mails = await ask({ work: readMorning({ fetch }), url });
  const { from, to } = periodOf({ params: new URLSearchParams(), today: todayAt(Date.now()) });
  const units = new Map(
    await Promise.all(
      [...new Set(mails.positions.map(({ unit }) => unit))].map(async (id) => {
        const own = await ask({ work: getUnit({ fetch, id }), url });
        const { rows } = await ask({
          work: readBoard({ fetch, unit: id, from, to, by: 'unit', level: 'children' }),
          url,
        });
        const below = rows.flatMap(({ key, names }) => (names && key !== id ? [{ id: key, names }] : []));
        return [id, [{ id, names: own.name }, ...below]] as const;
      }),
    ),
  );
  return { mails, units };
};
