import { markBreaches, type BreachDeps } from '../../server/modules/tickets/breach.usecases.ts';

/** Marks deadlines that passed, a few hundred at a time. Returns how many. */
export async function runClocks(deps: BreachDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const marked = await markBreaches(deps, { limit: 200 });
    total += marked;
    if (marked < 200) return total;
  }
}
