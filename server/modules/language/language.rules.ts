import words from '../../data/language/function-words.json';
import { wordPattern } from './fold.rules.ts';
import type { Language, Script } from './language.types.ts';

export interface LanguageGuess {
  readonly language: Language;
  readonly script: Script;
}

type Weights = ReadonlyMap<string, number>;

const weigh = (listed: Record<string, number>): Weights => new Map(Object.entries(listed));
const marathiDevanagari = weigh(words.mrDeva);
const hindiDevanagari = weigh(words.hiDeva);
const hinglishLatin = weigh(words.hiLatn);
const englishLatin = weigh(words.en);
const marathiLatin = weigh(words.mrLatn);

const devanagariWord = /[\u0900-\u097f]/;
const latinWord = /[A-Za-z]/;
const otherLetter = /\p{L}/u;
const marathiShape = /ळ|(?:च्या|मध्ये|मधील|मधून|ांना|ांनी|ांची|ांचा|ांचे|ावर|ावरून|ाला|तील|ण्यात|ण्यासाठी|ून|ेत)$/u;
const hindiShape = /(?:ियों|ओं|ाएं|ाओ|ता|ते|ती|ेंगे|ेगा|ेगी|कर)$/u;
const hinglishShape =
  /(?:aa|kh|bh|dh|gh|chh|jh|iya|iyo|iyan|enge|unga|ega|egi|raha|rahe|rahi|iye|wala|wale|wali|on)$|aa|chh|kh|bh|dh(?!a?m)|jh/;
const englishShape = /(?:ing|tion|ions|ed|ly|ment|ness|ity|ive|able|ous|ght|ess|ies|ers)$|th(?!a)|wh|ck|ough/;
const latinMarathiShape = /(?:cha|chi|che|chya|madhe|madhye|nahi ye|tay|toy|tey|yla|ayla|anna)$/;

const FEWEST_MIXED_WORDS = 3;
const MIXED_SHARE = 0.3;

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

const sum = (list: readonly string[], weights: Weights, shape: RegExp, shapeWeight: number): number =>
  list.reduce((total, word) => total + (weights.get(word) ?? (shape.test(word) ? shapeWeight : 0)), 0);

function readDevanagari(list: readonly string[]): Language {
  const marathi = sum(list, marathiDevanagari, marathiShape, 0.6);
  const hindi = sum(list, hindiDevanagari, hindiShape, 0.2);
  return marathi > hindi ? 'mr' : 'hi';
}

function readLatin(list: readonly string[]): Language {
  const english = sum(list, englishLatin, englishShape, 0.5);
  const hinglish = sum(list, hinglishLatin, hinglishShape, 0.35);
  const marathi = sum(list, marathiLatin, latinMarathiShape, 0.4);
  if (marathi > hinglish && marathi > english) return 'mr';
  return hinglish >= english * 0.55 && hinglish > 0 ? 'hinglish' : 'en';
}

/** Language and script of a plain text (links, handles taken out). Two languages in two scripts are `mixed`; no readable word is `other`. */
export function readLanguage(plain: string): LanguageGuess {
  const { devanagari, latin, other } = tally(plain);
  const total = devanagari.length + latin.length;
  if (other > total || total === 0) return { language: 'other', script: 'other' };
  const lesser = Math.min(devanagari.length, latin.length);
  const isMixed = lesser >= FEWEST_MIXED_WORDS && lesser / total >= MIXED_SHARE;
  if (isMixed) return { language: 'mixed', script: 'mixed' };
  const script: Script = devanagari.length >= latin.length ? 'Deva' : 'Latn';
  return { language: script === 'Deva' ? readDevanagari(devanagari) : readLatin(latin), script };
}
