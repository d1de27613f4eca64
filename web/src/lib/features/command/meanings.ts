import { getContext, setContext } from 'svelte';
import type { Measure } from '$lib/api/command.ts';

const KEY = Symbol('meanings');

/** What each figure counts, in the words of the one table that the server counts by. */
export const setMeanings = (source: () => readonly Measure[]): void => void setContext(KEY, source);

export function useMeanings(): (name: string) => string | null {
  const source = getContext<() => readonly Measure[]>(KEY);
  return (name) => source().find((measure) => measure.name === name)?.text ?? null;
}
