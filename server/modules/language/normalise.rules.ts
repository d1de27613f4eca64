import { copyKeyOf } from './copy.rules.ts';
import { foldWord, wordPattern } from './fold.rules.ts';
import { splitHashtag } from './hashtag.rules.ts';
import type { NormalisedText } from './language.types.ts';
import { repairMojibake } from './mojibake.rules.ts';

/** Longer texts are read up to here: no citizen's plea is longer, and time stays bounded. */
export const LONGEST_TEXT = 12_000;

const retweetPrefix = /^\s*["“]?\s*(?:(?:RT|QT|MT)\s*:?\s+[@＠](\w{1,30})\s*:?|["“]\s*[@＠](\w{1,30})\s*:)\s*/i;
const forwardPrefix = /^\s*(?:fwd|fw|forwarded(?: as received| message)?|अग्रेषित)\s*:\s*/i;
const viaEnding = /(?:\(\s*via\s+[@＠](\w{1,30})\s*\)|\bvia\s+[@＠](\w{1,30}))\s*$/i;
const links =
  /(?:https?:\/\/|www\.)\S+|\b(?:t\.co|bit\.ly|pic\.twitter\.com)\/\S+|\bh(?:t(?:t(?:ps?:?\/?\/?)?)?)?(?=(?:…|\.\.\.)\s*$)/giu;
const handlePattern = /(?<![\w.])[@＠](\w{1,30})/g;
const hashtagPattern = /[#＃]([\p{L}\p{M}\p{N}_]{1,80})/gu;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const elongated = /(\p{L}\p{M}*)\1{2,}/gu;
/** Characters that cannot be seen part no word; the others end one. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g;
/** Full-width and mathematical letters, as used for bold and italic posts. */
const styledLetters = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;
/** Independent vowels that were typed in two strokes. */
const vowelStrokes: ReadonlyMap<string, string> = new Map([
  ['अा', 'आ'],
  ['अो', 'ओ'],
  ['अौ', 'औ'],
  ['एे', 'ऐ'],
  ['इी', 'ई'],
]);
const typedVowels = /अ[ाोौ]|एे|इी/g;
const cutOff = /(?:…|\.\.\.)\s*$/;

interface Unwrapped {
  readonly rest: string;
  readonly authors: readonly string[];
}

/** Takes off what says that the words are another's: RT, QT, a quoted name, "forwarded", via at the end. */
function unwrap(text: string): Unwrapped {
  const authors: string[] = [];
  let rest = text;
  for (let round = 0; round < 5; round++) {
    rest = rest.replace(forwardPrefix, '');
    const found = retweetPrefix.exec(rest);
    if (found === null) break;
    authors.push(`@${found[1] ?? found[2] ?? ''}`);
    rest = rest.slice(found[0].length);
  }
  return { rest: rest.replace(viaEnding, ''), authors };
}

const toPlainLetter = (letter: string): string => letter.normalize('NFKC');

/** First stage: one plain text out of what the platform delivered. Never throws, whatever the text holds. */
export function normalise(original: string): NormalisedText {
  const mended = repairMojibake(original.slice(0, LONGEST_TEXT)).text.replace(loneSurrogates, ' ').normalize('NFC');
  const { rest, authors } = unwrap(mended.replace(invisible, '').replace(styledLetters, toPlainLetter));
  const handles: string[] = [];
  const hashtags: string[] = [];
  const plain = rest
    .replace(controls, ' ')
    .replace(typedVowels, (typed) => vowelStrokes.get(typed) ?? typed)
    .replace(links, ' ')
    .replace(handlePattern, (_, name: string) => {
      handles.push(`@${name.toLowerCase()}`);
      return ' ';
    })
    .replace(hashtagPattern, (_, tag: string) => {
      hashtags.push(tag);
      return ` ${splitHashtag(tag)} `;
    })
    .replace(/[०-९]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0966 + 48))
    .replace(elongated, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const tokens: string[] = [];
  const folds: string[] = [];
  for (const word of plain.match(wordPattern) ?? []) {
    const folded = foldWord(word);
    if (folded === '') continue;
    tokens.push(word);
    folds.push(folded);
  }
  return {
    plain,
    fold: folds.join(' '),
    tokens,
    handles,
    hashtags,
    isRetweet: authors.length > 0,
    isTruncated: cutOff.test(plain),
    copyKey: copyKeyOf(folds),
  };
}
