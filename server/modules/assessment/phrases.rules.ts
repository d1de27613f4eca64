import { foldWord, wordPattern } from '../language/fold.rules.ts';

interface Phrase<Label> {
  readonly folds: readonly string[];
  readonly label: Label;
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

function standsAt({ folds, words, at }: { folds: readonly string[]; words: readonly string[]; at: number }): boolean {
  for (let offset = 0; offset < folds.length; offset++)
    if (!fits(words[at + offset], folds[offset] ?? '')) return false;
  return true;
}

type Index<Label> = ReadonlyMap<string, readonly Phrase<Label>[]>;

function indexPhrases<Label>(list: readonly { readonly text: string; readonly label: Label }[]): Index<Label> {
  const byStart = new Map<string, Phrase<Label>[]>();
  for (const { text, label } of list) {
    const folds = (text.match(wordPattern) ?? []).map(foldWord).filter((fold) => fold !== '');
    const first = folds[0];
    if (first === undefined) continue;
    const key = keyOf(first);
    const known = byStart.get(key) ?? [];
    byStart.set(key, known);
    // Two spellings of one phrase fold alike and are one.
    const isKnown = known.some((other) => other.label === label && other.folds.join(' ') === folds.join(' '));
    if (!isKnown) known.push({ folds, label });
  }
  return byStart;
}

export function createPhraseFinder(list: readonly string[]): PhraseFinder {
  const index = indexPhrases(list.map((text) => ({ text, label: null })));
  return {
    find(words) {
      const found: { at: number; length: number }[] = [];
      for (let at = 0; at < words.length; at++) {
        const candidates = index.get(keyOf(words[at] ?? ''));
        const phrase = candidates?.find(({ folds }) => standsAt({ folds, words, at }));
        if (phrase !== undefined) found.push({ at, length: phrase.folds.length });
      }
      return found;
    },
  };
}

export interface LabelHit {
  readonly label: string;
  /** Position of the first word, and the number of words. */
  readonly at: number;
  readonly length: number;
}

/** Counts, in one walk over the words, the phrases of many lists at once. */
export interface LabelFinder {
  /** Where phrases of the lists stand, all of them, in the order of the words. */
  find(words: readonly string[]): readonly { readonly label: string; readonly at: number; readonly length: number }[];
  /** How many different phrases of each list stand in the words; lists without any are absent. */
  count(words: readonly string[]): ReadonlyMap<string, number>;
  /** Where phrases of each list begin, in the order of the words; a list once at most for each word. */
  hits(words: readonly string[]): readonly LabelHit[];
}

export function createLabelFinder(lists: Readonly<Record<string, readonly string[]>>): LabelFinder {
  const index = indexPhrases(Object.entries(lists).flatMap(([label, texts]) => texts.map((text) => ({ text, label }))));
  return {
    find: (words) =>
      words.flatMap((word, at) =>
        (index.get(keyOf(word)) ?? [])
          .filter(({ folds }) => standsAt({ folds, words, at }))
          .map(({ folds, label }) => ({ label, at, length: folds.length })),
      ),
    count(words) {
      const found = new Map<string, Set<Phrase<string>>>();
      for (let at = 0; at < words.length; at++) {
        for (const phrase of index.get(keyOf(words[at] ?? '')) ?? []) {
          if (!standsAt({ folds: phrase.folds, words, at })) continue;
          const known = found.get(phrase.label);
          if (known === undefined) found.set(phrase.label, new Set([phrase]));
          else known.add(phrase);
        }
      }
      return new Map([...found].map(([label, phrases]) => [label, phrases.size]));
    },
    hits(words) {
      const found: LabelHit[] = [];
      for (let at = 0; at < words.length; at++) {
        const from = found.length;
        for (const { folds, label } of index.get(keyOf(words[at] ?? '')) ?? []) {
          if (!standsAt({ folds, words, at })) continue;
          let known = from;
          while (known < found.length && found[known]?.label !== label) known++;
          if (known === found.length) found.push({ label, at, length: folds.length });
        }
      }
      return found;
    },
  };
}
