import type { Features } from './classifier.types.ts';
import { FEATURE_SPACE } from './features.rules.ts';

const MOST_LETTERS = 600;
const LONGEST_GRAM = 4;

function hash(text: string): number {
  let value = 2166136261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) & (FEATURE_SPACE - 1);
}

/** Words and pieces of up to four letters as they are written, unfolded: what tells languages apart. */
export function scriptFeatures(plain: string): Features {
  const text = ` ${plain.slice(0, MOST_LETTERS).toLowerCase().replace(/\d+/g, '0')} `;
  const ids = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    for (let size = 1; size <= LONGEST_GRAM && at + size <= text.length; size++)
      ids.add(hash(text.slice(at, at + size)));
  }
  for (const word of text.split(/\s+/)) if (word !== '') ids.add(hash(`w:${word}`));
  return { ids: Int32Array.from(ids), words: [] };
}
