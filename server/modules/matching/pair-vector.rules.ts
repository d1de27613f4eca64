import { compareTwoStrings } from 'string-similarity';
import { alignWords } from './alignment.rules.ts';
import { editDistance, nameLikeness } from './distance.rules.ts';
import type { Rarity } from './rarity.rules.ts';
import { sharedHashes, type TextProfile } from './text-profile.rules.ts';

/** Rarities of folded words and of runs of characters among the texts that a learner was shown. */
export interface PairRarities {
  readonly words: Rarity<string>;
  readonly threes: Rarity<number>;
  readonly fours: Rarity<number>;
}

interface Weighed {
  readonly cosine: number;
  /** Shared weight over the weight of the lighter side. */
  readonly contained: number;
  readonly shared: number;
  readonly topShared: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly topOnly: number;
}

function weigh<Key>(a: ReadonlySet<Key>, b: ReadonlySet<Key>, rarity: Rarity<Key>): Weighed {
  let [squares, squaresA, squaresB, shared, onlyA, onlyB, topShared, topOnly] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const key of a) {
    const weight = rarity.weightOf(key);
    squaresA += weight * weight;
    if (b.has(key)) {
      squares += weight * weight;
      shared += weight;
      topShared = Math.max(topShared, weight);
    } else {
      onlyA += weight;
      topOnly = Math.max(topOnly, weight);
    }
  }
  for (const key of b) {
    const weight = rarity.weightOf(key);
    squaresB += weight * weight;
    if (a.has(key)) continue;
    onlyB += weight;
    topOnly = Math.max(topOnly, weight);
  }
  return {
    cosine: squares / Math.max(Math.sqrt(squaresA * squaresB), 1e-9),
    contained: shared / Math.max(shared + Math.min(onlyA, onlyB), 1e-9),
    shared,
    topShared,
    onlyA,
    onlyB,
    topOnly,
  };
}

const count = <Key>(a: ReadonlySet<Key>, b: ReadonlySet<Key>): number => {
  let common = 0;
  for (const key of a) if (b.has(key)) common++;
  return common;
};

const jaccard = (common: number, a: number, b: number): number => common / Math.max(a + b - common, 1);

/** Letters that two words begin with in common, over the longer. */
function opening(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at / Math.max(a.length, b.length, 1);
}

const LIKE_WORD = 0.6;

/** Words of the one that have no like-beginning word among those of the other. */
const unlike = (words: readonly string[], others: readonly string[]): number =>
  words.filter((word) => !others.some((other) => opening(word, other) >= LIKE_WORD)).length;

function alignmentNumbers(a: TextProfile, b: TextProfile, rarity: Rarity<string>): number[] {
  const { common, run, replaced, inserted } = alignWords(a.folds, b.folds);
  const longer = Math.max(a.folds.length, b.folds.length, 1);
  const shorter = Math.max(Math.min(a.folds.length, b.folds.length), 1);
  let heaviest = 0;
  let strange = 0;
  let single = 0;
  for (const part of replaced) {
    const words = [...part.a, ...part.b];
    heaviest = Math.max(heaviest, ...words.map((word) => rarity.weightOf(word)));
    strange += unlike(part.a, b.folds) + unlike(part.b, a.folds);
    if (part.a.length === 1 && part.b.length === 1) single++;
  }
  const added = inserted.flat();
  const addedWeight = added.reduce((sum, word) => sum + rarity.weightOf(word), 0);
  return [
    common / longer,
    common / shorter,
    run,
    run / shorter,
    replaced.length,
    single,
    heaviest,
    strange,
    added.length,
    addedWeight,
    common / Math.max(count(new Set(a.folds), new Set(b.folds)), 1),
  ];
}

/** Some forty numbers on how two texts resemble each other, the same in either order. For a learner of pairs. */
export function pairVector({ a, b, rarities }: { a: TextProfile; b: TextProfile; rarities: PairRarities }): number[] {
  const grams = a.grams.map((own, at) => {
    const other = b.grams[at] ?? own;
    const common = sharedHashes(own, other);
    return {
      jaccard: jaccard(common, own.length, other.length),
      contained: common / Math.max(Math.min(own.length, other.length), 1),
    };
  });
  const words = weigh(a.content, b.content, rarities.words);
  const threes = weigh(new Set(a.grams[1]), new Set(b.grams[1]), rarities.threes);
  const fours = weigh(new Set(a.grams[2]), new Set(b.grams[2]), rarities.fours);
  const commonWords = count(a.wordSet, b.wordSet);
  const commonContent = count(a.content, b.content);
  const commonNumbers = count(a.numbers, b.numbers);
  const commonNames = count(a.names, b.names);
  const leastNames = Math.min(a.names.size, b.names.size);
  const lengths = [a.clean.length, b.clean.length].sort((one, other) => one - other);
  const sizes = [a.words.length, b.words.length].sort((one, other) => one - other);
  const [shorter = 0, longer = 0] = lengths;
  const [fewer = 0, more = 0] = sizes;
  const onlyA = [...a.content].filter((word) => !b.content.has(word));
  const onlyB = [...b.content].filter((word) => !a.content.has(word));
  const [unlikeA, unlikeB] = [unlike(onlyA, onlyB), unlike(onlyB, onlyA)];
  return [
    ...grams.map((one) => one.jaccard),
    ...grams.map((one) => one.contained),
    threes.cosine,
    fours.cosine,
    fours.contained,
    jaccard(commonWords, a.wordSet.size, b.wordSet.size),
    jaccard(commonContent, a.content.size, b.content.size),
    commonContent / Math.max(Math.min(a.content.size, b.content.size), 1),
    words.cosine,
    words.contained,
    words.shared,
    words.topShared,
    words.topOnly,
    Math.min(words.onlyA, words.onlyB),
    Math.max(words.onlyA, words.onlyB),
    compareTwoStrings(a.clean, b.clean),
    1 - editDistance(a.clean, b.clean) / Math.max(longer, 1),
    nameLikeness(a.clean, b.clean),
    shorter / Math.max(longer, 1),
    fewer,
    more,
    commonNumbers,
    a.numbers.size + b.numbers.size - 2 * commonNumbers,
    a.numbers.size > 0 && b.numbers.size > 0 && commonNumbers === 0 ? 1 : 0,
    leastNames === 0 ? -1 : commonNames / leastNames,
    a.names.size + b.names.size - 2 * commonNames,
    Math.min(unlikeA, unlikeB),
    Math.max(unlikeA, unlikeB),
    a.folds[0] === b.folds[0] ? 1 : 0,
    a.folds.at(-1) === b.folds.at(-1) ? 1 : 0,
    ...alignmentNumbers(a, b, rarities.words),
  ];
}
