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
  श: 'sh',
  ष: 'sh',
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

/** Devanagari letters as plain Latin, every inherent vowel but the last written out; other characters stay. */
export function spellOut(word: string): string {
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
      if (startsInherentVowel(letters, next) || isSpokenEnd(letters, next)) out += 'a';
      continue;
    }
    if (NASALS.has(letter)) {
      const follower = letters[at + 1];
      if (follower === 'ह' && at + 2 === letters.length) out += 'ng';
      else if (follower !== undefined) out += LABIALS.has(follower) ? 'm' : 'n';
      continue;
    }
    if (letter === VIRAMA || SILENT.has(letter)) continue;
    out += MATRAS[letter] ?? VOWELS[letter] ?? letter;
  }
  return out;
}

/** A word cannot end in a joined y, r or v without a vowel: क्षेत्र is kshetra, राज्य is rajya. */
function isSpokenEnd(letters: readonly string[], next: number): boolean {
  if (next !== letters.length) return false;
  return /[यरव]/.test(letters[next - 1] ?? '') && letters[next - 2] === VIRAMA;
}

function startsInherentVowel(letters: readonly string[], next: number): boolean {
  const follower = letters[next];
  if (follower === undefined || follower === VIRAMA || MATRAS[follower] !== undefined) return false;
  if (NASALS.has(follower)) return letters[next + 1] !== undefined;
  return !SILENT.has(follower);
}
