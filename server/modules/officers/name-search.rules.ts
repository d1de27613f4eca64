import { plainSpelling } from '../geography/spelling.rules.ts';
import { spellOut } from '../language/devanagari.rules.ts';

/** Fewer letters than these without their vowels are shared by too many names. */
const TELLING = 2;

/** A name's words as they are spoken, in either script: breath and the length of vowels are written either way. */
export const nameWords = (name: string): string[] =>
  name
    .normalize('NFC')
    .split(/[\s.,()@/-]+/)
    .map((word) => plainSpelling(spellOut(word)).replace(/([bcdgjkpst])h/g, '$1'))
    .filter((word) => word !== '');

/** Without the short a, which nobody writes the same way twice: Ramnath, Ramanath, रामनाथ. */
const bare = (word: string): string => word.slice(0, 1) + word.slice(1).replaceAll('a', '');

/** How well what was typed fits a name: 2 by its letters, 1 by its sounds, 0 not at all. Every word must begin one of it. */
export function nameRank(name: string, typed: string): 0 | 1 | 2 {
  const [words, wanted] = [nameWords(name), nameWords(typed)];
  if (wanted.length === 0) return 0;
  if (wanted.every((one) => words.some((word) => word.startsWith(one)))) return 2;
  const sounds = wanted.map(bare);
  if (sounds.some((one) => one.length < TELLING)) return 0;
  return sounds.every((one) => words.some((word) => bare(word).startsWith(one))) ? 1 : 0;
}
