const VIRAMA = '्';
const NUKTA = '़';
const INHERENT = 'ə';
const consonant = /[\u0915-\u0939]/;
const matra = /[\u093e-\u094c\u0962\u0963]/;
const nasal = /[\u0901\u0902]/;
const vowel = /[\u0904-\u0914\u0960\u0972]/;
const labial = /[पफबभम]/;
const velar = /[कखगघ]/;

/** One letter of a Devanagari word as it is heard, with the place in which it stands. */
export interface LetterUnit {
  readonly letter: string;
  /** Letter and place: what decides how it is typed. */
  readonly placed: string;
}

/** Single letters, nukta kept with its consonant. */
function lettersOf(word: string): string[] {
  const letters: string[] = [];
  for (const letter of word.normalize('NFC')) {
    if (letter === NUKTA && letters.length > 0) letters.push(`${letters.pop() ?? ''}${NUKTA}`);
    else letters.push(letter);
  }
  return letters;
}

const isConsonant = (letter: string | undefined): boolean => letter !== undefined && consonant.test(letter.charAt(0));
const isVowelSign = (letter: string | undefined): boolean => letter !== undefined && matra.test(letter);

function placeOfConsonant({ letters, at }: { letters: readonly string[]; at: number }): string {
  if (letters[at + 1] === VIRAMA) return letters[at + 2]?.charAt(0) === letters[at]?.charAt(0) ? 'twin' : 'joined';
  if (at === 0) return 'first';
  if (letters[at - 1] !== VIRAMA) return '';
  return letters[at - 2]?.charAt(0) === letters[at]?.charAt(0) ? 'second' : 'after';
}

/** Whether the unwritten vowel is spoken depends on what stands around it: लड़का is ladka, क्षेत्र is kshetra. */
function placeOfInherent({ letters, at }: { letters: readonly string[]; at: number }): string {
  const next = letters[at + 1];
  const isFirst = at === 0 || (letters[at - 1] === VIRAMA && at === 2);
  if (next === undefined) return letters[at - 1] === VIRAMA ? `end-${letters[at] ?? ''}` : isFirst ? 'only' : 'end';
  if (nasal.test(next)) return isFirst ? 'first-nasal' : 'nasal';
  if (isFirst) return 'first';
  if (!isConsonant(next)) return 'open';
  const afterNext = letters[at + 2];
  if (isVowelSign(afterNext)) return letters[at - 1] === VIRAMA ? 'cluster-inner' : 'dropped';
  if (afterNext === undefined) return 'before-last';
  return afterNext === VIRAMA ? 'before-joined' : 'inner';
}

function placeOfVowel({ letters, at }: { letters: readonly string[]; at: number }): string {
  const next = letters[at + 1];
  if (next === undefined) return 'end';
  if (nasal.test(next)) return letters[at + 2] === undefined ? 'end-nasal' : 'nasal';
  if (vowel.test(next)) return 'open';
  return letters[at + 2] === undefined ? 'last-closed' : at < 2 ? 'first' : '';
}

function placeOfNasal({ letters, at }: { letters: readonly string[]; at: number }): string {
  const next = letters[at + 1];
  if (next === undefined) return `end-${letters[at - 1] ?? ''}`;
  if (labial.test(next)) return 'labial';
  return velar.test(next) ? 'velar' : next.charAt(0) === 'ह' ? 'h' : '';
}

/** A Devanagari word as its sounds in order; the unwritten vowel is a letter of its own. */
export function unitsOf(word: string): LetterUnit[] {
  const letters = lettersOf(word);
  const units: LetterUnit[] = [];
  const add = (letter: string, place: string): void => void units.push({ letter, placed: `${letter}|${place}` });
  letters.forEach((letter, at) => {
    if (letter === VIRAMA) return;
    if (isConsonant(letter)) {
      add(letter, placeOfConsonant({ letters, at }));
      const next = letters[at + 1];
      if (next !== VIRAMA && !isVowelSign(next)) add(INHERENT, placeOfInherent({ letters, at }));
    } else if (nasal.test(letter)) add(letter, placeOfNasal({ letters, at }));
    else add(letter, placeOfVowel({ letters, at }));
  });
  return units;
}
