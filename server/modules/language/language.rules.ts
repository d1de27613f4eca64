import { wordPattern } from './fold.rules.ts';
import type { Language, Script } from './language.types.ts';
import { devanagariEvidence, latinEvidence, type WordEvidence } from './word-evidence.rules.ts';
import { readWordLanguages } from './word-languages.rules.ts';

export interface LanguageGuess {
  readonly language: Language;
  readonly script: Script;
}

const devanagariWord = /[\u0900-\u097f]/;
const latinWord = /[A-Za-z]/;
const otherLetter = /\p{L}/u;

const FEWEST_MIXED_WORDS = 3;
/** Of the words whose language is told. */
const MIXED_SHARE = 0.15;
interface Tally {
  readonly devanagari: string[];
  readonly latin: string[];
  readonly other: number;
}

function tally(plain: string): Tally {
  const devanagari: string[] = [];
  const latin: string[] = [];
  let other = 0;
  for (const word of plain.match(wordPattern) ?? []) {
    if (devanagariWord.test(word)) devanagari.push(word);
    else if (latinWord.test(word)) latin.push(word.toLowerCase());
    else if (otherLetter.test(word)) other++;
  }
  return { devanagari, latin, other };
}

const sum = (list: readonly WordEvidence[], at: number): number =>
  list.reduce((total, evidence) => total + (evidence[at] ?? 0), 0);

function readDevanagari(list: readonly string[]): Language {
  const evidence = list.map(devanagariEvidence);
  return sum(evidence, 1) > sum(evidence, 0) ? 'mr' : 'hi';
}

function readLatin(list: readonly string[]): Language {
  const evidence = list.map(latinEvidence);
  const [english, hinglish, marathi] = [sum(evidence, 0), sum(evidence, 1), sum(evidence, 2)];
  if (marathi > hinglish && marathi > english) return 'mr';
  return hinglish >= english * 0.55 && hinglish > 0 ? 'hinglish' : 'en';
}

/**
 * Whether a text of two scripts is of two languages: names, brands and number plates in Latin letters make no second one, so only
 * words that are told to be of a language count.
 */
function isMixedSpeech(plain: string): boolean {
  const told = readWordLanguages(plain).filter(({ language }) => language !== null);
  const latin = told.filter(({ script }) => script === 'Latn').length;
  const devanagari = told.length - latin;
  const lesser = Math.min(latin, devanagari);
  return lesser >= FEWEST_MIXED_WORDS && lesser / told.length >= MIXED_SHARE;
}

/** Language and script of a plain text (links, handles taken out). Two languages in two scripts are `mixed`; no readable word is `other`. */
export function readLanguage(plain: string): LanguageGuess {
  const { devanagari, latin, other } = tally(plain);
  const total = devanagari.length + latin.length;
  if (other > total || total === 0) return { language: 'other', script: 'other' };
  if (Math.min(devanagari.length, latin.length) >= FEWEST_MIXED_WORDS && isMixedSpeech(plain))
    return { language: 'mixed', script: 'mixed' };
  const script: Script = devanagari.length >= latin.length ? 'Deva' : 'Latn';
  return { language: script === 'Deva' ? readDevanagari(devanagari) : readLatin(latin), script };
}
