import elsewhere from '../../data/places/elsewhere.json';
import cues from '../../data/places/cues.json';
import { foldWord } from '../language/fold.rules.ts';

/** A word of a tagged text: UTF-16 offsets; hashtags and handles are one word, `Delhi's` and `Delhi-110092` too. */
export interface SpanWord {
  readonly start: number;
  readonly end: number;
  readonly lower: string;
  readonly surface: string;
  readonly fold: string;
  /** Without a Marathi or Hindi case ending, folded. */
  readonly stem: string;
}

const word = /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}'’_\-&]*[\p{L}\p{M}\p{N}])?/gu;
const links = /(?:https?:\/\/|www\.)\S+|\b(?:t\.co|bit\.ly|pic\.twitter\.com)\/\S+/giu;

const endings = [
  ...new Set([
    ...cues.suffixes,
    'ांमध्ये',
    'ामध्ये',
    'ामधील',
    'ामधून',
    'ाच्या',
    'ाचा',
    'ाची',
    'ाचे',
    'ाचं',
    'ातील',
    'ातून',
    'ातल्या',
    'ाला',
    'ात',
    'ाने',
    'ानं',
    'ास',
    'ासह',
    'ाहून',
    'ावर',
    'ावरून',
    'ाकडे',
    'ासाठी',
    'ापासून',
    'ापर्यंत',
    'ीत',
    'ेत',
    'ूरच्या',
    'मधे',
    'मधले',
    'मधला',
    'मधली',
    'सह',
    'साठी',
    'ने',
    'नं',
    'स',
    'करांनी',
    'करांना',
    'करांचे',
    'करांच्या',
    'कर',
    'करांचा',
    'करांची',
    'वर',
    'ातले',
    'ातला',
    'ातली',
    'ही',
    'ातही',
    'सुद्धा',
    'जवळच्या',
    'चेच',
    'तून',
    'तल्या',
  ]),
].sort((a, b) => b.length - a.length);

const devanagari = /[\u0900-\u097f]/;

/** The word without the longest case ending that leaves at least two letters. */
export function withoutEnding(surface: string): string {
  if (!devanagari.test(surface)) return surface.replace(/['’]s$|s$/i, '');
  for (const ending of endings)
    if (surface.length >= ending.length + 2 && surface.endsWith(ending)) return surface.slice(0, -ending.length);
  return surface;
}

/** Vowels at the end differ between a name and its oblique form (पुणे, पुण्या): both give this. */
export const stemOf = (surface: string): string => foldWord(withoutEnding(surface)).replace(/[aiuy]+$/, '');

export function spanWords(text: string): SpanWord[] {
  const clean = text.replace(links, (found) => ' '.repeat(found.length));
  return [...clean.matchAll(word)].map((found) => {
    const surface = found[0];
    return {
      start: found.index,
      end: found.index + surface.length,
      lower: surface.toLowerCase(),
      surface,
      fold: foldWord(surface),
      stem: stemOf(surface),
    };
  });
}

/** Names of one or more words by their stems joined with blanks. */
export type NameList = ReadonlySet<string>;

export const nameKey = (name: string): string =>
  spanWords(name)
    .map(({ stem }) => stem)
    .join(' ');

const lists: readonly (readonly [string, NameList])[] = Object.entries(elsewhere).map(([kind, names]) => [
  kind,
  new Set(names.map(nameKey).filter((key) => key.length > 1)),
]);

const MOST_WORDS = 4;

/** For every word the part that it plays in a listed name: begin, inside, alone. */
export function markNames(words: readonly SpanWord[], list: NameList): string[] {
  const marks = words.map(() => '');
  for (let at = 0; at < words.length; at++)
    for (let count = Math.min(MOST_WORDS, words.length - at); count > 0; count--) {
      const key = words
        .slice(at, at + count)
        .map(({ stem }) => stem)
        .join(' ');
      if (!list.has(key)) continue;
      for (let inside = 0; inside < count; inside++) marks[at + inside] = count === 1 ? 'S' : inside === 0 ? 'B' : 'I';
      at += count - 1;
      break;
    }
  return marks;
}

const shapeOf = (surface: string): string =>
  surface
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{Ll}/gu, 'x')
    .replace(/\p{N}/gu, '9')
    .replace(/[\u0900-\u097f]/g, 'd')
    .replace(/(.)\1+/g, '$1');

/** What is true of each word, for the tagger. `seen`: names of the training part with how often they are names there. */
export function spanFeatures(input: {
  text: string;
  words: readonly SpanWord[];
  seen: ReadonlyMap<string, number>;
  known: readonly (readonly [string, NameList])[];
}): string[][] {
  const { text, words, seen, known } = input;
  const marks = [...lists, ...known].map(([kind, list]) => [kind, markNames(words, list)] as const);
  const seenMarks = markNames(words, new Set(seen.keys()));
  return words.map((own, at) => {
    const before = words[at - 1];
    const after = words[at + 1];
    const features = [
      'bias',
      `w${own.lower}`,
      `f${own.fold}`,
      `t${own.stem}`,
      `h${shapeOf(own.surface)}`,
      `w-${before?.lower ?? '#'}`,
      `w+${after?.lower ?? '#'}`,
      `w--${words[at - 2]?.lower ?? '#'}`,
      `w++${words[at + 2]?.lower ?? '#'}`,
      `h-${before === undefined ? '#' : shapeOf(before.surface)}`,
      `h+${after === undefined ? '#' : shapeOf(after.surface)}`,
      `ww-${before?.lower ?? '#'} ${own.lower}`,
      `ww+${own.lower} ${after?.lower ?? '#'}`,
      `t-${before?.stem ?? '#'}`,
      `t+${after?.stem ?? '#'}`,
      `p${text.charAt(own.start - 1)}`,
      `n${text.charAt(own.end)}`,
      `e-${before?.lower.slice(-3) ?? '#'}`,
      `e+${after?.lower.slice(-3) ?? '#'}`,
      `l${own.lower.slice(0, -own.stem.length || undefined) === own.lower ? '' : own.surface.slice(withoutEnding(own.surface).length)}`,
    ];
    for (let size = 1; size <= 5; size++) {
      if (size > own.lower.length) break;
      features.push(`e${own.lower.slice(-size)}`);
      if (size > 1) features.push(`b${own.lower.slice(0, size)}`);
    }
    for (const [kind, mark] of marks) {
      const here = mark[at] ?? '';
      if (here !== '') features.push(`g${kind}${here}`, `G${here}`);
      if ((mark[at - 1] ?? '') !== '') features.push(`G-${mark[at - 1] ?? ''}`);
      if ((mark[at + 1] ?? '') !== '') features.push(`G+${mark[at + 1] ?? ''}`);
    }
    const mark = seenMarks[at] ?? '';
    if (mark !== '') features.push(`s${mark}`);
    if (mark === 'S') features.push(`sr${Math.round((seen.get(own.stem) ?? 0) * 4)}`);
    if ((seenMarks[at - 1] ?? '') !== '') features.push(`s-${seenMarks[at - 1] ?? ''}`);
    if ((seenMarks[at + 1] ?? '') !== '') features.push(`s+${seenMarks[at + 1] ?? ''}`);
    return features;
  });
}
