import type { NormalisedText } from '../language/language.types.ts';
import { hasOtherNames } from './other-names.rules.ts';
import { createRarity, type Rarity } from './rarity.rules.ts';
import { profileOf, type TextProfile } from './text-profile.rules.ts';

/** How far one text is a copy of another. */
export interface CopyLikeness {
  /** 0..1 over runs of four letters, rare runs counting more. */
  readonly cosine: number;
  /** Share of the shorter text that stands in the other. */
  readonly contained: number;
  readonly isCopy: boolean;
  /** Nearly the whole of one is the whole of the other, or what is left of it: needs no other witness. */
  readonly isSure: boolean;
}

/** Rarity of runs of four letters among the messages read so far. */
export type GramRarity = Rarity<number>;
export const createGramRarity = (): GramRarity => createRarity<number>();

/** A text ready to be compared with others as a copy. */
export interface CopySide {
  readonly text: NormalisedText;
  readonly profile: TextProfile;
}

export const copySideOf = (text: NormalisedText): CopySide => ({ text, profile: profileOf(text) });

const WHOLE = 0.62;
const SURE = 0.8;
const CUT = 0.95;
const INSIDE = 0.9;
const FEWEST_CUT_WORDS = 4;
const FEWEST_SURE_CUT_WORDS = 7;
const FEWEST_INSIDE_WORDS = 7;

/** Of `3months` and `3moths` only the number. */
const digitsOf = ({ numbers }: TextProfile): Set<string> =>
  new Set([...numbers].flatMap((number) => number.match(/\d+/g) ?? []));

/** Each names a number that the other lacks: the same form of words for another day, another house. */
function hasOtherNumbers(a: TextProfile, b: TextProfile): boolean {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  const lacks = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
    [...one].some((number) => !other.has(number));
  return lacks(left, right) && lacks(right, left);
}

/** Whole texts are compared whole; of a text that was cut, only what is left of it is looked for in the other. */
export function copyLikeness({ a, b, rarity }: { a: CopySide; b: CopySide; rarity: GramRarity }): CopyLikeness {
  const [left, right] = [a.profile.grams[2], b.profile.grams[2]];
  let [squares, squaresA, squaresB, shared, allA, allB] = [0, 0, 0, 0, 0, 0];
  let at = 0;
  for (const gram of left) {
    const weight = rarity.weightOf(gram);
    squaresA += weight * weight;
    allA += weight;
    while (at < right.length && (right[at] ?? 0) < gram) at++;
    if (right[at] !== gram) continue;
    squares += weight * weight;
    shared += weight;
  }
  for (const gram of right) {
    const weight = rarity.weightOf(gram);
    squaresB += weight * weight;
    allB += weight;
  }
  const cosine = squares / Math.max(Math.sqrt(squaresA * squaresB), 1e-9);
  const contained = shared / Math.max(Math.min(allA, allB), 1e-9);
  const shorter = left.length <= right.length ? a : b;
  const words = shorter.profile.words.length;
  const isLike = cosine >= WHOLE || (words >= FEWEST_INSIDE_WORDS && contained >= INSIDE);
  const isSame = a.text.copyKey !== '' && a.text.copyKey === b.text.copyKey;
  const isCut = shorter.text.isTruncated && words >= FEWEST_CUT_WORDS && contained >= CUT;
  const isCopy =
    isSame || isCut || (isLike && !hasOtherNumbers(a.profile, b.profile) && !hasOtherNames(a.text.plain, b.text.plain));
  return {
    cosine,
    contained,
    isCopy,
    isSure: isSame || (isCopy && cosine >= SURE) || (isCut && words >= FEWEST_SURE_CUT_WORDS),
  };
}
