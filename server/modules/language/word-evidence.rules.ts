import words from '../../data/language/function-words.json';

/** A language that a single word can be of. */
export type WordLanguage = 'hi' | 'hinglish' | 'en' | 'mr';

/** Languages that are written in each script, in the order of the evidence. */
export const DEVANAGARI_LANGUAGES: readonly WordLanguage[] = ['hi', 'mr'];
export const LATIN_LANGUAGES: readonly WordLanguage[] = ['en', 'hinglish', 'mr'];

/** How much a word speaks for each language of its script. */
export type WordEvidence = readonly number[];

type Weights = ReadonlyMap<string, number>;

const weigh = (listed: Record<string, number>): Weights => new Map(Object.entries(listed));
const marathiDevanagari = weigh(words.mrDeva);
const hindiDevanagari = weigh(words.hiDeva);
const hinglishLatin = weigh(words.hiLatn);
const englishLatin = weigh(words.en);
const marathiLatin = weigh(words.mrLatn);

const marathiShape = /ळ|(?:च्या|मध्ये|मधील|मधून|ांना|ांनी|ांची|ांचा|ांचे|ावर|ावरून|ाला|तील|ण्यात|ण्यासाठी|ून|ेत)$/u;
const hindiShape = /(?:ियों|ओं|ाएं|ाओ|ता|ते|ती|ेंगे|ेगा|ेगी|कर)$/u;
const hinglishShape =
  /(?:aa|kh|bh|dh|gh|chh|jh|iya|iyo|iyan|enge|unga|ega|egi|raha|rahe|rahi|iye|wala|wale|wali|on)$|aa|chh|kh|bh|dh(?!a?m)|jh/;
const englishShape = /(?:ing|tion|ions|ed|ly|ment|ness|ity|ive|able|ous|ght|ess|ies|ers)$|th(?!a)|wh|ck|ough/;
const latinMarathiShape = /(?:cha|chi|che|chya|madhe|madhye|nahi ye|tay|toy|tey|yla|ayla|anna)$/;

const speak = (input: { word: string; weights: Weights; shape: RegExp; shapeWeight: number }): number =>
  input.weights.get(input.word) ?? (input.shape.test(input.word) ? input.shapeWeight : 0);

/** What a word in Devanagari speaks for: listed words by their weight, others by their ending. */
export const devanagariEvidence = (word: string): WordEvidence => [
  speak({ word, weights: hindiDevanagari, shape: hindiShape, shapeWeight: 0.2 }),
  speak({ word, weights: marathiDevanagari, shape: marathiShape, shapeWeight: 0.6 }),
];

/** What a word in small Latin letters speaks for. */
export const latinEvidence = (word: string): WordEvidence => [
  speak({ word, weights: englishLatin, shape: englishShape, shapeWeight: 0.5 }),
  speak({ word, weights: hinglishLatin, shape: hinglishShape, shapeWeight: 0.35 }),
  speak({ word, weights: marathiLatin, shape: latinMarathiShape, shapeWeight: 0.4 }),
];
