import { compareTwoStrings } from 'string-similarity';
import { isStopFold } from '../language/copy.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';

/** How two texts resemble each other; each part 0..1. */
export interface PairLikeness {
  /** Shared pairs of letters of the folded texts. */
  readonly letters: number;
  /** Shared words over all words, stop words left out. */
  readonly words: number;
  /** Shared words over the words of the shorter text. */
  readonly contained: number;
  /** Both name numbers, and none is the same. */
  readonly hasOtherNumbers: boolean;
  /** One of them names a number that the other lacks. */
  readonly hasMoreNumbers: boolean;
}

const LONGEST_COMPARED = 1_200;
const NUMBER = /^\d{2,}$/;

const contentOf = (text: NormalisedText): Set<string> =>
  new Set(text.fold.split(' ').filter((word) => word !== '' && !isStopFold(word)));
const numbersOf = (text: NormalisedText): Set<string> =>
  new Set(text.fold.split(' ').filter((word) => NUMBER.test(word)));

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let count = 0;
  for (const word of a) if (b.has(word)) count++;
  return count;
};

/** Compares two normalised texts. Meant for candidates: about thirty thousand a second. */
export function likenessOf({ a, b }: { a: NormalisedText; b: NormalisedText }): PairLikeness {
  const [left, right] = [contentOf(a), contentOf(b)];
  const common = shared(left, right);
  const [numbersA, numbersB] = [numbersOf(a), numbersOf(b)];
  const commonNumbers = shared(numbersA, numbersB);
  return {
    letters: compareTwoStrings(a.fold.slice(0, LONGEST_COMPARED), b.fold.slice(0, LONGEST_COMPARED)),
    words: common / Math.max(left.size + right.size - common, 1),
    contained: common / Math.max(Math.min(left.size, right.size), 1),
    hasOtherNumbers: numbersA.size > 0 && numbersB.size > 0 && commonNumbers === 0,
    hasMoreNumbers: commonNumbers < Math.max(numbersA.size, numbersB.size),
  };
}

const FEWEST_WORDS_FOR_COPY = 4;

/** Whether two texts say the same thing, 0..1; other numbers speak strongly against it. */
export function pairScore({ a, b }: { a: NormalisedText; b: NormalisedText }): number {
  if (a.copyKey !== '' && a.copyKey === b.copyKey) return 1;
  const like = likenessOf({ a, b });
  const isLong = Math.min(a.tokens.length, b.tokens.length) >= FEWEST_WORDS_FOR_COPY;
  const raw = 0.5 * like.letters + 0.3 * like.words + (isLong ? 0.2 * like.contained : 0);
  const guarded = like.hasOtherNumbers ? raw * 0.5 : like.hasMoreNumbers ? raw * 0.9 : raw;
  return Math.min(1, guarded);
}

/** At or above this two texts join by themselves as near copies. */
export const NEAR_COPY_SCORE = 0.74;
/** At or above this they are shown to a person as perhaps the same. */
export const SUGGEST_SCORE = 0.5;
