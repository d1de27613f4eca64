import { foldWord, wordPattern } from '../inbound/fold.rules.ts';

interface Phrase {
  readonly folds: readonly string[];
}

/** Finds listed phrases in folded words. A longer word of a phrase also stands for words that begin with it. */
export interface PhraseFinder {
  /** Positions of the first words of phrases found, each with the number of words. */
  find(words: readonly string[]): readonly { readonly at: number; readonly length: number }[];
}

const KEY = 2;
const SHORTEST_STEM = 4;

const fits = (word: string | undefined, fold: string): boolean =>
  word !== undefined && (word === fold || (fold.length >= SHORTEST_STEM && word.startsWith(fold)));

export function createPhraseFinder(list: readonly string[]): PhraseFinder {
  const byStart = new Map<string, Phrase[]>();
  for (const text of list) {
    const folds = (text.match(wordPattern) ?? []).map(foldWord).filter((fold) => fold !== '');
    const first = folds[0];
    if (first === undefined) continue;
    const key = first.slice(0, KEY);
    const known = byStart.get(key);
    if (known === undefined) byStart.set(key, [{ folds }]);
    else known.push({ folds });
  }
  return {
    find(words) {
      const found: { at: number; length: number }[] = [];
      for (let at = 0; at < words.length; at++) {
        const candidates = byStart.get((words[at] ?? '').slice(0, KEY)) ?? [];
        const hit = candidates.find(({ folds }) => folds.every((fold, offset) => fits(words[at + offset], fold)));
        if (hit !== undefined) found.push({ at, length: hit.folds.length });
      }
      return found;
    },
  };
}
