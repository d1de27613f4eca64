import { isStopFold } from '../language/copy.rules.ts';
import type { Features } from './classifier.types.ts';
import type { NormalisedText } from '../language/language.types.ts';

/** Features fall into this many places; a power of two. */
export const FEATURE_SPACE = 1 << 18;
/** Classifiers of many labels fold the places to as many, so that their weights stay near the processor. */
export const NARROW_SPACE = 1 << 16;

const MOST_WORDS = 220;
const GRAM = 4;
const SHORTEST_FOR_GRAMS = 5;

const kinds = { word: 0x11, surface: 0x22, pair: 0x33, gram: 0x44, shape: 0x55 } as const;

function mix(seed: number, text: string, from: number, to: number): number {
  let value = Math.imul(seed ^ 0x811c9dc5, 16777619);
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) & (FEATURE_SPACE - 1);
}

/** Feature of one folded word: the one by which a decision is explained. */
export const wordFeature = (fold: string): number => mix(kinds.word, fold, 0, fold.length);

function addShapes(ids: Set<number>, text: NormalisedText): void {
  const { plain, tokens } = text;
  const add = (shape: string): void => void ids.add(mix(kinds.shape, shape, 0, shape.length));
  if (/[?？]\s*$/.test(plain)) add('ends-in-question');
  else if (plain.includes('?')) add('has-question');
  if (plain.includes('!')) add('has-exclamation');
  if (/\d{5,}|[X*]{3,}/i.test(plain)) add('has-long-number');
  else if (/\d/.test(plain)) add('has-number');
  add(tokens.length < 4 ? 'tiny' : tokens.length < 9 ? 'short' : tokens.length < 30 ? 'middling' : 'long');
  if (text.hashtags.length > 1) add('hashtags');
  if (text.isRetweet) add('retweet');
}

/** Words, pairs of words, pieces of longer words and a few shapes of the whole. Bounded, whatever the text. */
export function featuresOf(text: NormalisedText): Features {
  const words = text.fold === '' ? [] : text.fold.split(' ', MOST_WORDS);
  const ids = new Set<number>();
  let previous = '';
  for (let at = 0; at < words.length; at++) {
    const fold = words[at] ?? '';
    const surface = (text.tokens[at] ?? '').toLowerCase();
    ids.add(mix(kinds.word, fold, 0, fold.length));
    if (surface !== '' && surface.length < 32) ids.add(mix(kinds.surface, surface, 0, surface.length));
    if (fold.length >= SHORTEST_FOR_GRAMS && fold.length < 32) {
      for (let from = 0; from + GRAM <= fold.length; from++)
        ids.add(mix(kinds.gram + (from === 0 ? 1 : 0), fold, from, from + GRAM));
    }
    if (previous !== '' && !(isStopFold(previous) && isStopFold(fold))) {
      const pair = `${previous} ${fold}`;
      ids.add(mix(kinds.pair, pair, 0, pair.length));
    }
    previous = fold;
  }
  addShapes(ids, text);
  return { ids: Int32Array.from(ids), words };
}
