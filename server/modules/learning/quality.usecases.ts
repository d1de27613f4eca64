import type { Actor } from '../officers/actor.types.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import { decisionsSince } from './decisions.repository.ts';
import type { LearningDeps } from './learning.types.ts';
import { calibration, drift, qualityByLanguage } from './quality.rules.ts';

const DAY = 24 * 60 * 60_000;
const WEEKS = 12;
const MOST_DECISIONS = 50_000;

/** How well the stages read the force's own messages, by what its officers decided in the last `days`. For administrators. */
export async function readQuality(
  deps: Pick<LearningDeps, 'db' | 'clock'> & { readonly tree: Reach },
  { actor, days }: { actor: Actor; days: number },
) {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  const now = deps.clock.now();
  const rows = await decisionsSince(deps.db.read, now - Math.max(days, WEEKS * 7) * DAY, MOST_DECISIONS);
  const within = rows.filter((row) => row.at >= now - days * DAY);
  return {
    days,
    languages: qualityByLanguage(within),
    calibration: calibration(within),
    weeks: drift(rows, { now, weeks: WEEKS }),
  };
}
