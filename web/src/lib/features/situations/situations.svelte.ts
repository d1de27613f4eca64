import { getContext, setContext } from 'svelte';
import { runningSituations } from '$lib/api/situations.ts';
import type { RunningSituation } from '$lib/api/situations.ts';

const KEY = Symbol('situations');
/** They change by the hour: so often they are asked for, in milliseconds. */
const LOOK = 60_000;

/** What is declared for the officer's units now. */
export class Situations {
  running = $state.raw<readonly RunningSituation[]>([]);

  start(): () => void {
    void this.look();
    const timer = setInterval(() => void this.look(), LOOK);
    return () => clearInterval(timer);
  }

  async look(): Promise<void> {
    const running = await runningSituations({ fetch }).catch(() => null);
    if (running !== null) this.running = running;
  }
}

export const setSituations = (situations: Situations): Situations => setContext(KEY, situations);
export const useSituations = (): Situations => getContext<Situations>(KEY);
