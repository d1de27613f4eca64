import { getContext, setContext } from 'svelte';

const KEY = Symbol('now');
const STEP = 15_000;

/** The present moment, moving in small steps, so that "5 min" becomes "6 min" while somebody looks. */
export class Now {
  value = $state(0);

  constructor(start: number) {
    this.value = start;
  }

  start(): () => void {
    this.value = Date.now();
    const timer = setInterval(() => {
      this.value = Date.now();
    }, STEP);
    return () => clearInterval(timer);
  }
}

export const setNow = (now: Now): Now => setContext(KEY, now);
export const useNow = (): Now => getContext<Now>(KEY);
