import { copyKeyOf } from './copy.rules.ts';
import { foldWord, wordPattern } from './fold.rules.ts';
import type { NormalisedText } from './language.types.ts';
import { repairMojibake } from './mojibake.rules.ts';

/** Longer texts are read up to here: no citizen's plea is longer, and time stays bounded. */
export const LONGEST_TEXT = 12_000;

const retweetPrefix = /^\s*(?:["“]\s*)?(?:RT|QT|MT)\s*:?\s+[@＠](\w{1,30})\s*:?\s*/i;
const links = /(?:https?:\/\/|www\.)\S+|\b(?:t\.co|bit\.ly|pic\.twitter\.com)\/\S+/giu;
const handlePattern = /(?<![\w.])[@＠](\w{1,30})/g;
const hashtagPattern = /[#＃]([\p{L}\p{M}\p{N}_]{1,80})/gu;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const elongated = /(\p{L}\p{M}*)\1{2,}/gu;
const joints = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\p{L}\p{M}*)(?=\d)|_+/u;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ufffd]/g;
const cutOff = /(?:…|\.\.\.)\s*$/;
const tagEndings = /(?<=[a-z]{4})(police|twitter|traffic|pol)$/i;

/** Words of a hashtag: `#SaveLucknow` gives `Save Lucknow`, `#hardoipolice` gives `hardoi police`. */
export function splitHashtag(tag: string): string {
  return tag
    .split(joints)
    .map((word) => word.replace(tagEndings, ' $1'))
    .join(' ')
    .trim();
}

function takeRetweetPrefixes(text: string): { rest: string; authors: string[] } {
  const authors: string[] = [];
  let rest = text;
  for (let round = 0; round < 5; round++) {
    const found = retweetPrefix.exec(rest);
    if (found === null) break;
    authors.push(`@${found[1] ?? ''}`);
    rest = rest.slice(found[0].length);
  }
  return { rest, authors };
}

/** First stage: one plain text out of what the platform delivered. Never throws, whatever the text holds. */
export function normalise(original: string): NormalisedText {
  const mended = repairMojibake(original.slice(0, LONGEST_TEXT)).text.replace(loneSurrogates, ' ').normalize('NFC');
  const { rest, authors } = takeRetweetPrefixes(mended);
  const handles: string[] = [];
  const hashtags: string[] = [];
  const plain = rest
    .replace(controls, ' ')
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
