import cues from '../../data/places/cues.json';
import { foldWord, isDevanagari } from '../language/fold.rules.ts';
import { levenshtein } from '../matching/distance.rules.ts';
import { deletions, type Gazetteer, type NameEntry } from './gazetteer.rules.ts';
import { outsidePlaces } from './outside.rules.ts';
import { plainSpelling, SHORT_KEY } from './spelling.rules.ts';
import type { PlacedWord } from './place-words.rules.ts';

/** What the words at one spot may name. */
export interface NameFound {
  /** How many words the name takes. */
  readonly count: number;
  readonly entries: readonly NameEntry[];
  readonly isOutside: boolean;
  /** One letter off a name that is known. */
  readonly isFuzzy: boolean;
  /** A short name that only sounds so: it is spelled unlike every listed spelling. */
  readonly isLoose: boolean;
}

const LONGEST_GAP = 3;
const SHORTEST_STEMMED = 4;
const SHORTEST_FUZZY_KEY = 7;
const SHORTEST_FUZZY_NAMED = 6;
const SHORTEST_FUZZY_PAIR = 9;
/** Written in Latin with seven letters, a short fold may be one letter off its list: Banthra. */
const longLatin = /^[a-z]{7,}$/;
const MOST_GUESSES = 50_000;

/** A name may hold one of these, and does not end with it: `खाद की` is not Khadki. */
const postpositions: ReadonlySet<string> = new Set(cues.postpositions);
/** Second words of which names are made. */
const nameEnds: ReadonlySet<string> = new Set(cues.nameEnds.map(foldWord));

const suffixesByLast = new Map<string, string[]>();
for (const suffix of [...cues.suffixes].sort((a, b) => b.length - a.length)) {
  const last = suffix.charAt(suffix.length - 1);
  suffixesByLast.set(last, [...(suffixesByLast.get(last) ?? []), suffix]);
}

function withoutSuffix(surface: string): string | null {
  if (surface.length < SHORTEST_STEMMED || !isDevanagari(surface)) return null;
  for (const suffix of suffixesByLast.get(surface.charAt(surface.length - 1)) ?? [])
    if (surface.length > suffix.length + 2 && surface.endsWith(suffix)) return surface.slice(0, -suffix.length);
  return null;
}

function approximate(gazetteer: Gazetteer, key: string): readonly NameEntry[] {
  const known = gazetteer.guesses.get(key);
  if (known !== undefined) return known;
  const found = searchApproximately(gazetteer, key);
  if (gazetteer.guesses.size >= MOST_GUESSES) gazetteer.guesses.clear();
  gazetteer.guesses.set(key, found);
  return found;
}

function searchApproximately(gazetteer: Gazetteer, key: string): readonly NameEntry[] {
  const candidates = new Set<string>();
  for (const form of [key, ...deletions(key)]) for (const name of gazetteer.edits.get(form) ?? []) candidates.add(name);
  for (const name of candidates)
    if (name[0] === key[0] && levenshtein(name, key) <= 1) return gazetteer.names.get(name) ?? [];
  return [];
}

/** The longest name that starts at this word: as listed, with a case ending, or one letter off. */
export function findName(input: { gazetteer: Gazetteer; words: readonly PlacedWord[]; at: number }): NameFound | null {
  const { gazetteer, words, at } = input;
  let best: NameFound | null = null;
  let head = '';
  let written = '';
  const longest = postpositions.has(words[at]?.surface ?? '') ? 1 : gazetteer.longestName;
  for (let count = 1; count <= longest; count++) {
    const word = words[at + count - 1];
    if (word === undefined || (word.isNeverName && count > 1)) break;
    if (count > 1) {
      const before = words[at + count - 2];
      if (before === undefined || word.start - before.end > LONGEST_GAP || !gazetteer.beginnings.has(head)) break;
    }
    const key = head + word.fold;
    if (count > 1 && postpositions.has(word.surface)) {
      head = key;
      written += word.surface;
      continue;
    }
    const exact = readKey({ gazetteer, key, count, spelled: written + word.surface });
    if (exact !== null && !(exact.isLoose && best !== null)) best = exact;
    if (exact === null || exact.isLoose) {
      const stem = withoutSuffix(word.surface);
      const stemmed =
        stem === null ? null : readKey({ gazetteer, key: head + foldWord(stem), count, spelled: written + stem });
      if (stemmed !== null && (!stemmed.isLoose || best === null)) best = stemmed;
      else if (best === null && mayBeFuzzy(word, count, key)) {
        const entries = approximate(gazetteer, key);
        if (entries.length > 0) best = { count, entries, isOutside: false, isFuzzy: true, isLoose: false };
      }
    }
    head = key;
    written += word.surface;
  }
  return best;
}

function mayBeFuzzy(word: PlacedWord, count: number, key: string): boolean {
  if (word.isNeverName || count > 2) return false;
  if (count === 1) return key.length >= SHORTEST_FUZZY_KEY;
  return key.length >= (nameEnds.has(word.fold) ? SHORTEST_FUZZY_NAMED : SHORTEST_FUZZY_PAIR);
}

function readKey(input: { gazetteer: Gazetteer; key: string; count: number; spelled: string }): NameFound | null {
  const { gazetteer, key, count, spelled } = input;
  const outside = outsidePlaces.get(key);
  if (outside !== undefined && (key.length > SHORT_KEY || outside.has(plainSpelling(spelled))))
    return { count, entries: [], isOutside: true, isFuzzy: false, isLoose: false };
  const entries = gazetteer.names.get(key);
  if (entries === undefined) return null;
  if (key.length > SHORT_KEY) return { count, entries, isOutside: false, isFuzzy: false, isLoose: false };
  const plain = plainSpelling(spelled);
  const similar = entries.filter((entry) => isAlike(entry, plain));
  const isLoose = !similar.some((entry) => entry.spellings.has(plain) || longLatin.test(plain));
  const alike = isLoose ? entries : similar;
  return { count, entries: alike, isOutside: false, isFuzzy: false, isLoose };
}

/** Spelled as listed, or one letter off: `gazipur` may be either Ghazipur, `महानगर` is not Mehnagar. */
const isAlike = (entry: NameEntry, plain: string): boolean =>
  entry.spellings.has(plain) || [...entry.spellings].some((spelling) => levenshtein(spelling, plain) <= 1);
