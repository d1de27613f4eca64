import concepts from '../../data/language/concepts.json';
import { isStopFold } from '../language/copy.rules.ts';
import { foldWord } from '../language/fold.rules.ts';

/** Kinds of things a message can speak of, the same in every language. */
export type ConceptKind =
  'object' | 'vehicle' | 'person' | 'act' | 'spot' | 'time' | 'day' | 'colour' | 'number' | 'measure' | 'matter';

export interface Concept {
  readonly kind: ConceptKind;
  /** Name within its kind: `chain`, `snatch`, `crossing`. */
  readonly name: string;
}

const NOISE = 'noise';
const SHORTEST_STEM = 3;
const LONG_NAME = 6;

const exact = new Map<string, Concept | null>();
const phrases = new Map<string, Concept | null>();
const stems = new Map<string, Concept | null>();

const latinEndings = /(?:ing|ed|es|s|er|ers)$/;
const foldEndings = /(?:iun|iyun|un|in|ia|i|a|u)$/;
const marathiEndings = /(?:avrun|avr|varun|var|nmadhi|madhi|achya|chya|chi|cha|atun|tun|anni|ani|na|ni|la|at|t|s)$/;

/** What is left of a folded word without its last vowels, by which बाज़ार, बाज़ारों and बाज़ारी meet. */
const stemOf = (fold: string): string => {
  const stem = fold.replace(foldEndings, '');
  return stem.length >= SHORTEST_STEM ? stem : fold;
};

const isKind = (kind: string): kind is ConceptKind => kind !== NOISE;

/** Noise first: a word that says nothing in most texts is not read as the rare thing that is spelt alike. */
const { noise, ...things } = concepts;
for (const [kind, entries] of Object.entries({ noise, ...things }))
  for (const [name, words] of Object.entries(entries)) {
    const concept = isKind(kind) ? { kind, name } : null;
    for (const word of words.split(' ')) {
      const folds = word.split('-').map(foldWord).filter(Boolean);
      const [fold = ''] = folds;
      if (folds.length > 1) phrases.set(folds.slice(0, 2).join(' '), concept);
      else if (!exact.has(fold)) exact.set(fold, concept);
    }
  }
for (const [fold, concept] of exact) {
  const stem = stemOf(fold);
  if (stem.length > SHORTEST_STEM && !stems.has(stem)) stems.set(stem, concept);
}

/** Undefined: a word that the table does not know; null: one that says nothing about what happened. */
export type Meaning = Concept | null | undefined;

function seek(fold: string): Meaning {
  const found = exact.get(fold);
  if (found !== undefined) return found;
  return fold.length > SHORTEST_STEM ? stems.get(stemOf(fold)) : undefined;
}

/** What one word means; `word` as written, `fold` its folded form, `next` the folded word behind it. */
export function meaningOf({ word, fold, next }: { word: string; fold: string; next?: string }): Meaning {
  const phrase = next === undefined ? undefined : phrases.get(`${fold} ${next}`);
  if (phrase !== undefined) return phrase;
  const found = exact.get(fold);
  if (found !== undefined) return found;
  if (isStopFold(fold)) return null;
  const lower = word.toLowerCase();
  const bare = lower.replace(latinEndings, '');
  if (bare !== lower && bare.length >= SHORTEST_STEM) {
    const stem = exact.get(foldWord(bare)) ?? exact.get(foldWord(`${bare}e`));
    if (stem !== undefined) return stem;
  }
  const near = seek(fold);
  if (near !== undefined) return near;
  const uncased = fold.replace(marathiEndings, '');
  return uncased !== fold && uncased.length > SHORTEST_STEM ? seek(uncased) : undefined;
}

const LEAST_CONSONANTS = 3;

/**
 * A name by its consonants, without case endings and breath: कोथरूडला, kothrud and Kothrood give the same, and so do chinhat and
 * चिनहट. Names with fewer than three consonants keep their vowels.
 */
export function nameKeyOf(fold: string): string {
  const uncased = fold.length > LONG_NAME ? fold.replace(marathiEndings, '') : fold;
  const stem = stemOf(uncased);
  const skeleton = stem.replace(/(?<=.)[aiu]/g, '').replace(/(?<=[^aiu])h/g, '');
  return skeleton.length >= LEAST_CONSONANTS ? skeleton : stem;
}
