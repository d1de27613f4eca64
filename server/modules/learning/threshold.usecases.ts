import { STARTER_THRESHOLD } from '../assessment/model.rules.ts';
import { THRESHOLDS } from '../channels/channels.schemas.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import { accountsWithThresholds, decisionsSince } from './decisions.repository.ts';
import type { LearningDeps } from './learning.types.ts';
import { runningModel } from './models.repository.ts';
import { consequences } from './threshold.rules.ts';

const SPAN = 90 * 24 * 60 * 60_000;
const MOST_DECISIONS = 50_000;

/**
 * From which probability a person sees messages of each account, and what each threshold on offer would have done to
 * those that officers decided on in the last ninety days. For administrators.
 */
export async function readThresholds(
  deps: Pick<LearningDeps, 'db' | 'clock'> & { readonly tree: Reach },
  actor: Actor,
) {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  const read = deps.db.read;
  const accounts = await accountsWithThresholds(read);
  const rows = await decisionsSince(read, deps.clock.now() - SPAN, MOST_DECISIONS);
  const own = (await runningModel(read))?.figures.threshold.after ?? STARTER_THRESHOLD;
  const offered = [...new Set([...THRESHOLDS, own])].sort((a, b) => a - b);
  const names = await officerNames(
    read,
    accounts.flatMap(({ keep }) => keep?.by ?? []),
  );
  return {
    own,
    accounts: accounts.map(({ keep, ...account }) => ({
      ...account,
      keep: keep && { at: keep.at, note: keep.note, since: keep.since, officerName: names.get(keep.by) ?? null },
      steps: consequences(
        rows.filter((row) => row.account === account.id),
        offered,
      ),
    })),
  };
}
