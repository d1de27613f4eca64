import type { NormalisedText } from '../language/language.types.ts';
import { isStopFold } from '../language/copy.rules.ts';

/** A text cut into what comparing needs, once, so that comparing it with many others is cheap. */
export interface TextProfile {
  /** Lower-case words without marks, joined by blanks. */
  readonly clean: string;
  readonly words: readonly string[];
  /** Folded words in the same order, and those of them that are no stop words. */
  readonly folds: readonly string[];
  readonly content: ReadonlySet<string>;
  readonly wordSet: ReadonlySet<string>;
  /** Hashes of the runs of 2, 3, 4 and 5 characters of `clean`, sorted, each once. */
  readonly grams: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  readonly numbers: ReadonlySet<string>;
  /** Words that begin with a capital, lower-cased, the first word left out. */
  readonly names: ReadonlySet<string>;
}

const LONGEST = 1_200;
const hasDigit = /\d/;
const startsCapital = /^\p{Lu}/u;

/** Hashes of all runs of `size` characters, sorted, each once. */
export function gramHashes(text: string, size: number): Uint32Array {
  const count = Math.max(0, Math.min(text.length, LONGEST) - size + 1);
  const all = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    let value = 2166136261;
    for (let step = 0; step < size; step++) value = Math.imul(value ^ text.charCodeAt(at + step), 16777619);
    all[at] = value >>> 0;
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < count; at++) if (at === 0 || all[at] !== all[at - 1]) all[kept++] = all[at] ?? 0;
  return all.slice(0, kept);
}

/** How many hashes two sorted lists share. */
export function sharedHashes(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let left = 0, right = 0; left < a.length && right < b.length;) {
    const one = a[left] ?? 0;
    const other = b[right] ?? 0;
    if (one === other) {
      count++;
      left++;
      right++;
    } else if (one < other) left++;
    else right++;
  }
  return count;
}

export function profileOf(text: NormalisedText): TextProfile {
  const words = text.tokens.map((word) => word.toLowerCase());
  const folds = text.fold === '' ? [] : text.fold.split(' ');
  const clean = words.join(' ').slice(0, LONGEST);
  return {
    clean,
    words,
    folds,
    content: new Set(folds.filter((word) => !isStopFold(word))),
    wordSet: new Set(words),
    grams: [gramHashes(clean, 2), gramHashes(clean, 3), gramHashes(clean, 4), gramHashes(clean, 5)],
    numbers: new Set(words.filter((word) => hasDigit.test(word))),
    names: new Set(
      text.tokens
        .slice(1)
        .filter((word) => startsCapital.test(word))
        .map((word) => word.toLowerCase()),
    ),
  };
}
