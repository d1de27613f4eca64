import { readBoard, readMeasures } from '$lib/api/command.ts';
import type { BoardBy } from '$lib/api/command.ts';
import { ask } from '$lib/api/load.ts';
import { getUnit } from '$lib/api/units.ts';
import { periodOf, todayAt } from '$lib/features/command/period.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const today = todayAt(Date.now());
  const period = periodOf({ params: url.searchParams, today });
  const level: 'children' | 'district' = url.searchParams.get('level') === 'district' ? 'district' : 'children';
  const { from, to } = period;
  const read = (by: BoardBy) =>
    ask({ work: readBoard({ fetch, unit: params.unit ?? null, from, to, by, level }), url });
  const [board, week, outcomes, measures] = await Promise.all([
    read('unit'),
    read('hour-weekday'),
    read('outcome'),
    ask({ work: readMeasures({ fetch }), url }),
  ]);
  const unit = await ask({ work: getUnit({ fetch, id: board.unit }), url });
  return { today, period, level, board, week, outcomes, measures, unit };
};
