import stopwords from '../../data/language/stopwords.json';
import { foldWord } from './fold.rules.ts';

const stopFolds: ReadonlySet<string> = new Set(Object.values(stopwords).flat().map(foldWord));

/** Whether the folded word carries no matter of its own (articles, postpositions, courtesies). */
export const isStopFold = (fold: string): boolean => stopFolds.has(fold);

const FEWEST_WORDS = 4;

function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Sixteen hex digits over the folded words without stop words; empty when fewer than four words are left. */
export function copyKeyOf(folds: readonly string[]): string {
  const words = folds.filter((word) => !stopFolds.has(word));
  if (words.length < FEWEST_WORDS) return '';
  const text = words.join(' ');
  return [hash(text, 2166136261), hash(text, 0x9747b28c)].map((part) => part.toString(16).padStart(8, '0')).join('');
}
