import { isStopFold } from '../language/copy.rules.ts';
import { foldWord } from '../language/fold.rules.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const startsCapital = /^\p{Lu}/u;
/** What comes before a word that has its capital from standing first. */
const BEGINS = /(^|[.!?:|\n]\s*|["'“‘(]\s*)$/u;
const SHORTEST_NAME = 4;
const NEAR = 0.7;

interface Words {
  readonly all: readonly string[];
  /** Words with a capital that is not that of a beginning sentence. */
  readonly names: readonly string[];
}

function wordsOf(plain: string): Words {
  const all: string[] = [];
  const names: string[] = [];
  let end = 0;
  for (const { 0: word, index } of plain.matchAll(WORD)) {
    const lower = word.toLowerCase();
    all.push(lower);
    if (startsCapital.test(word) && word.length >= SHORTEST_NAME && !BEGINS.test(plain.slice(end, index)) && end > 0)
      if (!isStopFold(foldWord(lower))) names.push(lower);
    end = index + word.length;
  }
  return { all, names };
}

/** The same word with letters lost or swapped, or the beginning of it where a text was cut. */
function isNear(one: string, other: string): boolean {
  if (one.startsWith(other) || other.startsWith(one)) return true;
  if (!one.slice(0, 2).includes(other.charAt(0)) && !other.slice(0, 2).includes(one.charAt(0))) return false;
  let rest = other;
  let shared = 0;
  for (const letter of one) {
    const at = rest.indexOf(letter);
    if (at < 0) continue;
    rest = rest.slice(0, at) + rest.slice(at + 1);
    shared++;
  }
  return (2 * shared) / (one.length + other.length) >= NEAR;
}

/** Each text bears a name in capitals that the other has not, misspelt neither: one form of words filled in for two persons or places. */
export function hasOtherNames(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const lacks = (one: Words, other: Words): boolean =>
    one.names.some((name) => !other.all.some((word) => word === name || isNear(word, name)));
  return lacks(left, right) && lacks(right, left);
}
