import loans from '../../data/language/loanwords.json';
import { spellOut } from './devanagari.rules.ts';

const asciiWord = /^[a-z]+$/;

/** Spellings of English and of careless hands, most special first; the order matters. */
const CONSONANT_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/gu?nj$/g, 'ganj'],
  [/(?:gaa?ons?|gaa?n?vo?|gaa?nw)$/g, 'gaon'],
  [/garh/g, 'gadh'],
  [/ba[ua]?gh?$/g, 'bag'],
  [/ghaz/g, 'gaz'],
  [/(?<=[a-z])(?:tion|sion|cian)/g, 'shan'],
  [/(?<=[a-z])ture$/g, 'char'],
  [/(?<=sth|shn|ddh|ksh)a$/g, ''],
  [/ight/g, 'ait'],
  [/tch/g, 'ch'],
  [/dny/g, 'gy'],
  [/kru(?=s)/g, 'kri'],
  [/ph/g, 'f'],
  [/[sc]?sh/g, 's'],
  [/chh/g, 'ch'],
  [/ck/g, 'k'],
  [/(?<=[a-z])ce$/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
  [/x/g, 'ks'],
  [/qu(?=[aei])/g, 'kv'],
  [/q/g, 'k'],
  [/z/g, 'j'],
  [/w/g, 'v'],
];
/** Long and short vowels are one, ai is e and au is o, as they are heard and typed; a vowel at the end loses its nasal. */
const VOWEL_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=[aeiou])y(?=[ie])/g, ''],
  [/(?<=a)ya(?=[bcdfgjklmnprstv])/g, 'i'],
  [/eo(?=[rt])/g, 'ev'],
  [/(?<=[a-z])y(?![aeiou])/g, 'i'],
  [/(?<=u)v(?=[aei])/g, ''],
  [/ov(?![aeiou])/g, 'o'],
  [/e(?=h[a-z])(?<!ee)/g, 'a'],
  [/ea(?=[bdfgklmnprstv])/g, 'i'],
  [/ee/g, 'i'],
  [/oo/g, 'u'],
  [/(?<=[b-df-hj-np-tv-z][a-z]{0,20}[b-df-hj-np-tv-z])er$/g, 'ar'],
  [/(?<=[a-z]{3})en$/g, 'e'],
  [/(?<=[a-z]{2}i?)on$/g, 'o'],
  [/(?<=[a-z]{3}i)y?aa?n$/g, 'a'],
  [/n(?=[pb])/g, 'm'],
  [/([a-z])\1+/g, '$1'],
  [/a[ie]|ei/g, 'e'],
  [/a[uo]|ou/g, 'o'],
  [/(?<=[ie])y+/g, ''],
  [/(?<=[ieou])a(?=.)(?!h)/g, ''],
  [/(?<=([b-df-hj-np-tv-z]))a(?=[b-df-hj-np-tv-z])(?!\1|(?<=[bcdgjkpst]a)h)/g, ''],
  [/([a-z])\1+/g, '$1'],
];

/** Latin spellings brought to five vowels and one letter a sound; `a` stays only where it starts, ends or keeps letters apart. */
function squeeze(word: string): string {
  let out = word;
  for (const [spelling, sound] of CONSONANT_SPELLINGS) out = out.replace(spelling, sound);
  for (const [spelling, sound] of VOWEL_SPELLINGS) out = out.replace(spelling, sound);
  return out;
}

function foldOnce(word: string): string {
  return asciiWord.test(word) ? squeeze(word) : squeeze(spellOut(word));
}

const settled = (word: string): string => {
  let current = word;
  for (let round = 0; round < 6; round++) {
    const next = foldOnce(current);
    if (next === current) return next;
    current = next;
  }
  return current;
};

const { names, acronyms, words: loanwords } = loans;

/** `fir` as it is spoken and spelled in Devanagari: एफआईआर. */
const speak = (acronym: string): string => Array.from(acronym, (letter) => spoken.get(letter) ?? letter).join('');

const spoken: ReadonlyMap<string, string> = new Map(Object.entries(names));
const knownFolds: ReadonlyMap<string, string> = new Map([
  ...acronyms.map((acronym): [string, string] => [acronym, settled(speak(acronym))]),
  ...Object.entries(loanwords).flatMap(([word, spellings]) =>
    [word, ...spellings].map((spelling): [string, string] => [spelling, settled(word)]),
  ),
]);

/** A folded form may itself be a listed spelling; the fold of a fold must be the same. */
function followLoans(folded: string): string {
  let current = folded;
  for (let step = 0; step < 4; step++) {
    const next = knownFolds.get(current);
    if (next === undefined || next === current) return current;
    current = next;
  }
  return current;
}

const notOfWords = /^\p{M}+|[^\p{L}\p{M}\p{N}]+\p{M}*/gu;

const CACHE_LIMIT = 60_000;
const LONGEST_WORD = 64;
const cache = new Map<string, string>();

/**
 * The form of one word in which scripts and spellings meet: हजरतगंज, hazratganj and hajratgunj give the same.
 * Takes one word in any case; gives lower-case letters and digits, empty when nothing is left.
 */
export function foldWord(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const lower = word
    .slice(0, LONGEST_WORD)
    .normalize('NFKC')
    .toLowerCase()
    .replace(notOfWords, '')
    .replace(/[०-९]/g, toAsciiDigit);
  const folded = followLoans(knownFolds.get(lower) ?? settled(lower));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  if (word.length <= LONGEST_WORD) cache.set(word, folded);
  return folded;
}

const toAsciiDigit = (digit: string): string => String.fromCharCode(digit.charCodeAt(0) - 0x0966 + 48);

/** Words of a text; vowel signs of Indian scripts and joiners belong to the word. */
export const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*/gu;

/** Folds every word of a text and joins them by blanks. Applying it twice changes nothing. */
export function foldText(text: string): string {
  const words: string[] = [];
  for (const word of text.match(wordPattern) ?? []) {
    const folded = foldWord(word);
    if (folded !== '') words.push(folded);
  }
  return words.join(' ');
}

const devanagari = /[\u0900-\u097f]/;

export const isDevanagari = (text: string): boolean => devanagari.test(text);
