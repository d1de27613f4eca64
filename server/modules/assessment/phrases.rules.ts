import { foldWord, wordPattern } from '../language/fold.rules.ts';

interface Phrase {
  readonly folds: readonly string[];
}

/** Finds listed phrases in folded words. A longer word of a phrase also stands for words that begin with it. */
export interface PhraseFinder {
  /** Positions of the first words of phrases found, each with the number of words. */
  find(words: readonly string[]): readonly { readonly at: number; readonly length: number }[];
}

const SHORTEST_STEM = 4;

const keyOf = (fold: string): string => (fold.length < SHORTEST_STEM ? fold : fold.slice(0, SHORTEST_STEM));

function fits(word: string | undefined, fold: string): boolean {
  return word !== undefined && (word === fold || (fold.length >= SHORTEST_STEM && word.startsWith(fold)));
}

function standsAt({ phrase, words, at }: { phrase: Phrase; words: readonly string[]; at: number }): boolean {
  const { folds } = phrase;
  for (let offset = 0; offset < folds.length; offset++)
    if (!fits(words[at + offset], folds[offset] ?? '')) return false;
  return true;
}

export function createPhraseFinder(list: readonly string[]): PhraseFinder {
  const byStart = new Map<string, Phrase[]>();
  for (const text of list) {
    const folds = (text.match(wordPattern) ?? []).map(foldWord).filter((fold) => fold !== '');
    const first = folds[0];
    if (first === undefined) continue;
    const key = keyOf(first);
    const known = byStart.get(key);
    if (known === undefined) byStart.set(key, [{ folds }]);
    else known.push({ folds });
  }
  return {
    find(words) {
      const found: { at: number; length: number }[] = [];
      for (let at = 0; at < words.length; at++) {
        const candidates = byStart.get(keyOf(words[at] ?? ''));
        const phrase = candidates?.find((candidate) => standsAt({ phrase: candidate, words, at }));
        if (phrase !== undefined) found.push({ at, length: phrase.folds.length });
      }
      return found;
    },
  };
}
