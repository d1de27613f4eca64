import type { NormalisedText } from '../language/language.types.ts';
import type { Features } from './classifier.types.ts';

/** Each of the five blocks of features (words, letters, words and letters of the fold, shapes) has its own places and is weighed for itself, so that long words do not drown short ones. */
export const BLOCK_BITS = 20;

const BLOCK_SPACE = 1 << BLOCK_BITS;
const SHORTEST = 2;
const LONGEST = 5;
const MOST_CHARACTERS = 4000;
const MOST_WORD = 48;

/** Counts by open addressing, one for all texts: taking apart a text makes no garbage but its answer. */
const SLOTS = 1 << 15;
const keys = new Int32Array(SLOTS);
const tallies = new Float32Array(SLOTS);
const used = new Int32Array(SLOTS / 2);
let size = 0;

function count(block: number, hash: number): void {
  if (size >= used.length) return;
  let value = hash ^ (hash >>> 15);
  value = Math.imul(value, 0x2c1b3c6d);
  const id = (block << BLOCK_BITS) | ((value ^ (value >>> 13)) & (BLOCK_SPACE - 1));
  let slot = Math.imul(id, 0x9e3779b1) >>> 17;
  while (keys[slot] !== 0) {
    if (keys[slot] === id + 1) {
      tallies[slot] = (tallies[slot] ?? 0) + 1;
      return;
    }
    slot = (slot + 1) & (SLOTS - 1);
  }
  keys[slot] = id + 1;
  tallies[slot] = 1;
  used[size++] = slot;
}

const SEED = 0x811c9dc5 | 0;
const PRIME = 16777619;
const BLANK = 32;

const hashOf = (text: string, seed = SEED): number => {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
};

/** All pieces of two to five letters of a word with its edges; a shorter word once as a whole. */
function countLetters(block: number, word: string): void {
  const length = Math.min(word.length, MOST_WORD) + 2;
  const letter = (at: number): number => (at === 0 || at > length - 2 ? BLANK : word.charCodeAt(at - 1));
  for (let from = 0; from < length; from++) {
    let hash = SEED;
    const end = Math.min(length, from + LONGEST);
    for (let at = from; at < end; at++) {
      hash = Math.imul(hash ^ letter(at), PRIME);
      if (at - from + 1 >= SHORTEST) count(block, hash ^ (at - from));
    }
  }
}

function countWords(block: number, words: readonly string[]): void {
  let previous = '';
  for (const word of words) {
    count(block, hashOf(word));
    if (previous !== '') count(block, hashOf(word, hashOf(previous) ^ BLANK));
    previous = word;
  }
}

const shapeHash = (shape: string): number => hashOf(shape);

function countShapes(text: NormalisedText): void {
  const { plain, tokens } = text;
  const add = (shape: string): void => count(SHAPES, shapeHash(shape));
  if (/[?？]\s*$/.test(plain)) add('ends-in-question');
  if (plain.includes('?')) add('has-question');
  if (plain.includes('!')) add('has-exclamation');
  if (/\d{5,}|[X*]{3,}/i.test(plain)) add('has-long-number');
  if (/\d/.test(plain)) add('has-number');
  add(`tokens-${Math.min(9, Math.floor(Math.log2(tokens.length + 1) * 2))}`);
  add(`handles-${Math.min(6, text.handles.length)}`);
  add(`hashtags-${Math.min(4, text.hashtags.length)}`);
  if (text.isRetweet) add('retweet');
  if (/\p{Lu}{4}/u.test(plain)) add('capitals');
}

const [WORDS, LETTERS, FOLD_WORDS, FOLD_LETTERS, SHAPES] = [0, 1, 2, 3, 4] as const;
const wordPattern = /[\p{L}\p{M}\p{N}_]+/gu;

/**
 * Counts of words, pairs of words and pieces of two to five letters, of the text as written (with its handles) and of its fold,
 * and of a few shapes of the whole. Bounded, whatever the text.
 */
export function gramsOf(text: NormalisedText): Features {
  const surface = `${text.plain} ${text.handles.join(' ')}`.slice(0, MOST_CHARACTERS).toLowerCase();
  const words = text.fold === '' ? [] : text.fold.slice(0, MOST_CHARACTERS).split(' ');
  countWords(WORDS, surface.match(wordPattern) ?? []);
  for (const word of surface.split(' ')) if (word !== '') countLetters(LETTERS, word);
  countWords(FOLD_WORDS, words);
  for (const word of words) countLetters(FOLD_LETTERS, word);
  countShapes(text);
  return { ...takeCounts(), words };
}

function takeCounts(): { ids: Int32Array; counts: Float32Array } {
  const ids = new Int32Array(size);
  const counts = new Float32Array(size);
  for (let at = 0; at < size; at++) {
    const slot = used[at] ?? 0;
    ids[at] = (keys[slot] ?? 1) - 1;
    counts[at] = tallies[slot] ?? 0;
    keys[slot] = 0;
  }
  size = 0;
  return { ids, counts };
}
