import localities from '../../data/places/localities.json';
import { foldWord, wordPattern } from '../language/fold.rules.ts';
import { splitHashtag } from '../language/hashtag.rules.ts';
import { LONGEST_TEXT } from '../language/normalise.rules.ts';

const neverNames: ReadonlySet<string> = new Set(localities.neverNames);

/** What is known of a word wherever it stands. */
interface WordFacts {
  readonly surface: string;
  readonly fold: string;
  /** An everyday word that only sounds like a name. */
  readonly isNeverName: boolean;
}

/** One word of a text where it stands: UTF-16 offsets. */
export interface PlacedWord extends WordFacts {
  readonly start: number;
  readonly end: number;
  /** Part of a hashtag. */
  readonly isTag: boolean;
}

const MOST_FACTS = 50_000;
const facts = new Map<string, WordFacts>();

function factsOf(surface: string): WordFacts {
  const known = facts.get(surface);
  if (known !== undefined) return known;
  const isNeverName = neverNames.has(surface) || neverNames.has(surface.toLowerCase());
  const made = { surface, fold: foldWord(surface), isNeverName };
  if (facts.size >= MOST_FACTS) facts.clear();
  facts.set(surface, made);
  return made;
}

const masked = /(?:https?:\/\/|www\.)\S+|\b(?:t\.co|bit\.ly|pic\.twitter\.com)\/\S+|[@＠]\w+/giu;
const mayBeMasked = /[@＠/]|www/i;
const blank = (found: string): string => ' '.repeat(found.length);

/** The words of a text with their offsets; links and handles are passed over, hashtags are taken apart. */
export function placeWords(text: string): PlacedWord[] {
  const short = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const clean = mayBeMasked.test(short) ? short.replace(masked, blank) : short;
  const words: PlacedWord[] = [];
  for (const found of clean.matchAll(wordPattern)) {
    const surface = found[0];
    const isTag = clean[found.index - 1] === '#';
    const parts = isTag ? splitHashtag(surface).split(' ') : [surface];
    let from = found.index;
    for (const part of parts) {
      const start = isTag ? Math.max(clean.indexOf(part, from), from) : from;
      const end = start + part.length;
      const { surface: written, fold, isNeverName } = factsOf(part);
      words.push({ start, end, surface: written, fold, isNeverName, isTag });
      from = end;
    }
  }
  return words;
}
