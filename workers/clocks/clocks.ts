import { fillFeedback } from '../../server/modules/feedback/fill.usecases.ts';
import { markBreaches, type BreachDeps } from '../../server/modules/tickets/breach.usecases.ts';
import { climbEscalations } from '../../server/modules/tickets/escalation.usecases.ts';
import { endSpentPauses } from '../../server/modules/tickets/pause.usecases.ts';
import type { UnitTree } from '../../server/modules/tickets/tickets.types.ts';
import { markSilent } from '../../server/modules/tickets/verdict-silence.usecases.ts';

/** Clocks marked in one transaction: their tickets lie far apart in the file, and officers wait for the writer. */
const TOGETHER = 20;

async function allOf(step: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await step();
    total += done;
    if (done < TOGETHER) return total;
  }
}

/** Marks deadlines that passed and lets them climb, a few at a time. Returns how many were marked. */
export async function runClocks(deps: BreachDeps & { readonly tree: UnitTree }): Promise<number> {
  await allOf(() => endSpentPauses(deps, { limit: TOGETHER }));
  const marked = await allOf(() => markBreaches(deps, { limit: TOGETHER }));
  await allOf(() => climbEscalations(deps, { limit: TOGETHER }));
  return marked;
}

/** Lists citizens to telephone, a few at a time. Returns how many closings were looked at. */
export const runFeedback = (deps: Parameters<typeof fillFeedback>[0]): Promise<number> =>
  allOf(() => fillFeedback(deps, { limit: TOGETHER }));

/** Notes closings that nobody has answered for in time, a few at a time. Returns how many. */
export const runSilence = (deps: Parameters<typeof markSilent>[0]): Promise<number> =>
  allOf(() => markSilent(deps, { limit: TOGETHER }));
