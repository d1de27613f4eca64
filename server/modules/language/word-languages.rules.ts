import { wordPattern } from './fold.rules.ts';
import {
  DEVANAGARI_LANGUAGES,
  devanagariEvidence,
  LATIN_LANGUAGES,
  latinEvidence,
  type WordEvidence,
  type WordLanguage,
} from './word-evidence.rules.ts';

/** A word of a text as it is written, and its language; null where nothing tells it: names, numbers, words that fit two. */
export interface WordReading {
  readonly word: string;
  readonly language: WordLanguage | null;
  readonly script: 'Deva' | 'Latn' | 'other';
}

const devanagariWord = /[\u0900-\u097f]/;
const latinWord = /[A-Za-z]/;
const capitalised = /^\p{Lu}/u;

/** What neighbours say counts for less with every step away. */
const NEIGHBOUR_SHARES = [0.4, 0.2] as const;
/** Who writes Hindi in its own script puts English words between, not Hindi ones, in Latin letters. */
const ENGLISH_AMONG_DEVANAGARI = 0.35;
const LEAST_EVIDENCE = 0.3;
/** Not more than this comes of the look of a word: Lucknow looks English. */
const SHAPE_EVIDENCE = 0.5;
/** The second best may have at most this share of the best. */
const RIVAL_SHARE = 0.7;

interface WordNote {
  readonly word: string;
  readonly script: WordReading['script'];
  /** Null: a number, a plate, a word in another script. */
  readonly evidence: WordEvidence | null;
}

function note(word: string): WordNote {
  if (devanagariWord.test(word)) return { word, script: 'Deva', evidence: devanagariEvidence(word) };
  if (!latinWord.test(word)) return { word, script: 'other', evidence: null };
  return { word, script: 'Latn', evidence: /\d/.test(word) ? null : latinEvidence(word.toLowerCase()) };
}

const isName = ({ word, script, evidence }: WordNote): boolean =>
  script === 'Latn' && capitalised.test(word) && (evidence?.every((weight) => weight <= SHAPE_EVIDENCE) ?? true);

function decide({ totals, languages }: { totals: readonly number[]; languages: readonly WordLanguage[] }) {
  let best = 0;
  for (let at = 1; at < totals.length; at++) if ((totals[at] ?? 0) > (totals[best] ?? 0)) best = at;
  const most = totals[best] ?? 0;
  if (most < LEAST_EVIDENCE) return null;
  const isRivalled = totals.some((total, at) => at !== best && total > RIVAL_SHARE * most);
  return isRivalled ? null : (languages[best] ?? null);
}

/**
 * Language of each word of a plain text: by the word itself, and by its neighbours in the same script where it fits two.
 * A capitalised Latin word that is not listed is taken for a name and has none.
 */
export function readWordLanguages(plain: string): readonly WordReading[] {
  const notes = (plain.match(wordPattern) ?? []).map(note);
  const isAmongDevanagari = notes.filter(({ script }) => script === 'Deva').length * 3 >= notes.length;
  return notes.map((own, at) => {
    const { word, script, evidence } = own;
    if (evidence === null || isName(own)) return { word, script, language: null };
    const totals = [...evidence];
    if (script === 'Latn' && isAmongDevanagari) totals[0] = (totals[0] ?? 0) + ENGLISH_AMONG_DEVANAGARI;
    NEIGHBOUR_SHARES.forEach((share, offset) => {
      for (const other of [notes[at - 1 - offset], notes[at + 1 + offset]]) {
        if (other?.script !== script || other.evidence === null) continue;
        other.evidence.forEach((weight, index) => (totals[index] = (totals[index] ?? 0) + weight * share));
      }
    });
    return {
      word,
      script,
      language: decide({ totals, languages: script === 'Deva' ? DEVANAGARI_LANGUAGES : LATIN_LANGUAGES }),
    };
  });
}
