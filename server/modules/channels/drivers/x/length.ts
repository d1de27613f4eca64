/**
 * How X counts a post: by code points of the NFC form, most scripts of Europe and India one, everything else two,
 * any link 23, an emoji two however many code points it is made of. The limit is 280.
 * Ranges and weights: X's published text configuration, version 3.
 */
export const X_LIMIT = 280;

const LINK_WEIGHT = 23;
const LIGHT_RANGES = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;

const LINK =
  /https?:\/\/[^\s]+|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|in|gov|nic|edu|info|co|io|me|ly|tv)(?![\w-])(?:\/[^\s]*)?/giu;
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Presentation}.*|\p{Extended_Pictographic}\uFE0F.*|\p{Extended_Pictographic}[\u200D\p{Emoji_Modifier}].*)$/su;

const isLight = (codePoint: number): boolean => LIGHT_RANGES.some(([from, to]) => codePoint >= from && codePoint <= to);

function measureWords(text: string): number {
  let length = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (EMOJI.test(segment)) {
      length += 2;
      continue;
    }
    for (const character of segment) length += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return length;
}

/** Length of a text as X counts it against {@link X_LIMIT}. */
export function measureXText(text: string): number {
  const normal = text.normalize('NFC');
  let length = 0;
  let end = 0;
  for (const match of normal.matchAll(LINK)) {
    length += measureWords(normal.slice(end, match.index)) + LINK_WEIGHT;
    end = match.index + match[0].length;
  }
  return length + measureWords(normal.slice(end));
}
