import loanwords from '../../data/language/loanwords.json';

/** Devanagari consonants, without nukta, as the Latin letters that most people type for them. */
const CONSONANTS: Record<string, string> = {
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'n',
  च: 'ch',
  छ: 'ch',
  ज: 'j',
  झ: 'jh',
  ञ: 'n',
  ट: 't',
  ठ: 'th',
  ड: 'd',
  ढ: 'dh',
  ण: 'n',
  त: 't',
  थ: 'th',
  द: 'd',
  ध: 'dh',
  न: 'n',
  ऩ: 'n',
  प: 'p',
  फ: 'f',
  ब: 'b',
  भ: 'bh',
  म: 'm',
  य: 'y',
  र: 'r',
  ऱ: 'r',
  ल: 'l',
  ळ: 'l',
  ऴ: 'l',
  व: 'v',
  श: 's',
  ष: 's',
  स: 's',
  ह: 'h',
};
const VOWELS: Record<string, string> = {
  अ: 'a',
  आ: 'a',
  इ: 'i',
  ई: 'i',
  उ: 'u',
  ऊ: 'u',
  ऋ: 'ri',
  ऌ: 'li',
  ऍ: 'e',
  ऎ: 'e',
  ए: 'e',
  ऐ: 'ai',
  ऑ: 'o',
  ऒ: 'o',
  ओ: 'o',
  औ: 'au',
  ॲ: 'e',
  ॐ: 'om',
};
const MATRAS: Record<string, string> = {
  'ा': 'a',
  'ि': 'i',
  'ी': 'i',
  'ु': 'u',
  'ू': 'u',
  'ृ': 'ri',
  'ॄ': 'ri',
  'ॅ': 'e',
  'ॆ': 'e',
  'े': 'e',
  'ै': 'ai',
  'ॉ': 'o',
  'ॊ': 'o',
  'ो': 'o',
  'ौ': 'au',
};
const VIRAMA = '्';
const NUKTA = '़';
const NASALS = new Set(['ं', 'ँ']);
const SILENT = new Set(['ः', 'ऽ', NUKTA, '\u200c', '\u200d']);
const LABIALS = new Set(['प', 'फ', 'ब', 'भ', 'म']);

const hasDevanagari = /[\u0900-\u097f]/;

/** Devanagari letters as plain Latin, every inherent vowel but the last written out; other characters stay. */
function spellOut(word: string): string {
  const letters = [...word];
  let out = '';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    const consonant = CONSONANTS[letter];
    if (consonant !== undefined) {
      let next = at + 1;
      if (letters[next] === NUKTA) next++;
      const follower = letters[next];
      if (letter === 'ज' && follower === VIRAMA && letters[next + 1] === 'ञ') {
        out += 'gy';
        at = next + 1;
        if (startsInherentVowel(letters, at + 1)) out += 'a';
        continue;
      }
      out += consonant;
      at = next - 1;
      if (startsInherentVowel(letters, next)) out += 'a';
      continue;
    }
    if (NASALS.has(letter)) {
      const follower = letters[at + 1];
      if (follower !== undefined) out += LABIALS.has(follower) ? 'm' : 'n';
      continue;
    }
    if (letter === VIRAMA || SILENT.has(letter)) continue;
    out += MATRAS[letter] ?? VOWELS[letter] ?? letter;
  }
  return out;
}

function startsInherentVowel(letters: readonly string[], next: number): boolean {
  const follower = letters[next];
  if (follower === undefined || follower === VIRAMA || MATRAS[follower] !== undefined) return false;
  if (NASALS.has(follower)) return letters[next + 1] !== undefined;
  return !SILENT.has(follower);
}

const asciiWord = /^[a-z]+$/;

/** Latin spellings brought to three vowels and one letter a sound; `a` stays only where it starts, ends or keeps letters apart. */
function squeeze(word: string): string {
  return word
    .replace(/gunj\b/g, 'ganj')
    .replace(/dny/g, 'gy')
    .replace(/ph/g, 'f')
    .replace(/[sc]?sh/g, 's')
    .replace(/chh/g, 'ch')
    .replace(/ck/g, 'k')
    .replace(/c(?=[ei])/g, 's')
    .replace(/c(?!h)/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/q/g, 'k')
    .replace(/z/g, 'j')
    .replace(/ow(?![aeiou])/g, 'u')
    .replace(/w/g, 'v')
    .replace(/e(?=h)/g, 'a')
    .replace(/[ie]/g, 'i')
    .replace(/o/g, 'u')
    .replace(/n(?=[pb])/g, 'm')
    .replace(/([a-z])\1+/g, '$1')
    .replace(/(?<=i)y+/g, '')
    .replace(/(?<=[iu])a(?=.)(?!h)|a(?=[iu])(?<!^a)/g, '')
    .replace(/(?<=([b-df-hj-np-tv-z]))a(?=[b-gi-z])(?!\1)/g, '')
    .replace(/([a-z])\1+/g, '$1');
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

const loans: ReadonlyMap<string, string> = new Map(
  Object.entries(loanwords).map(([latin, devanagari]) => [latin, settled(devanagari)]),
);

/** A folded form may itself be a listed spelling; the fold of a fold must be the same. */
function followLoans(folded: string): string {
  let current = folded;
  for (let step = 0; step < 4; step++) {
    const next = loans.get(current);
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
  const folded = followLoans(loans.get(lower) ?? settled(lower));
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

export const isDevanagari = (text: string): boolean => hasDevanagari.test(text);
