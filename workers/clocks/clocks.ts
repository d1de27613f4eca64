import { markBreaches, type BreachDeps } from '../../server/modules/tickets/breach.usecases.ts';
import { markSilent } from '../../server/modules/tickets/verdict-silence.usecases.ts';

/** Clocks marked in one transaction: their tickets lie far apart in the file, and officers wait for the writer. */
const TOGETHER = 20;

/** Marks deadlines that passed, a few at a time. Returns how many. */
export async function runClocks(deps: BreachDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const marked = await markBreaches(deps, { limit: TOGETHER });
    total += marked;
    if (marked < TOGETHER) return total;
  }
}

/** Notes closings that nobody has answered for in time, a few at a time. Returns how many. */
export async function runSilence(deps: Parameters<typeof markSilent>[0]): Promise<number> {
  let total = 0;
  for (;;) {
    const marked = await markSilent(deps, { limit: TOGETHER });
    total += marked;
    if (marked < TOGETHER) return total;
  }
}
