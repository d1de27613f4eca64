import cues from '../../data/language/place-cues.json';
import localities from '../../data/language/localities.json';
import { foldWord, isDevanagari, wordPattern } from '../language/fold.rules.ts';
import { LONGEST_TEXT, splitHashtag } from '../language/normalise.rules.ts';
import { levenshtein } from '../matching/distance.rules.ts';
import { deletions, type Gazetteer, type NameEntry } from './gazetteer.rules.ts';
import { outsidePlaces } from './outside.rules.ts';

const folded = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(foldWord));
export const stationCues = folded(cues.station);
const districtCues = folded(cues.district);
const locatives = folded(cues.locative);
const prepositions = folded(cues.before);
const residentCues = folded(cues.resident);
const awayCues = folded(cues.away);
export const borderCues = folded(cues.border);
const neverNames: ReadonlySet<string> = new Set(localities.neverNames);

/** One word of a text where it stands: UTF-16 offsets. */
export interface PlacedWord {
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly fold: string;
  /** An everyday word that only sounds like a name. */
  readonly isNeverName: boolean;
}

/** A name found in a text. */
export interface PlaceMatch {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly NameEntry[];
  readonly isOutside: boolean;
  readonly hasStationCue: boolean;
  readonly hasDistrictCue: boolean;
  /** How much the surroundings say that it happened here. */
  readonly weight: number;
}

const masked = /(?:https?:\/\/|www\.)\S+|\b(?:t\.co|bit\.ly|pic\.twitter\.com)\/\S+|[@＠]\w+/giu;

/** The words of a text with their offsets; links and handles are passed over, hashtags are taken apart. */
export function placeWords(text: string): PlacedWord[] {
  const clean = text.slice(0, LONGEST_TEXT).replace(masked, (found) => ' '.repeat(found.length));
  const words: PlacedWord[] = [];
  for (const found of clean.matchAll(wordPattern)) {
    const surface = found[0];
    const parts = clean[found.index - 1] === '#' ? splitHashtag(surface).split(' ') : [surface];
    let from = found.index;
    for (const part of parts) {
      const start = Math.max(clean.indexOf(part, from), from);
      words.push({
        start,
        end: start + part.length,
        surface: part,
        fold: foldWord(part),
        isNeverName: neverNames.has(part.toLowerCase()),
      });
      from = start + part.length;
    }
  }
  return words;
}

const suffixes = [...cues.suffixes].sort((a, b) => b.length - a.length);

function withoutSuffix(surface: string): string | null {
  if (surface.length < SHORTEST_STEMMED || !isDevanagari(surface)) return null;
  for (const suffix of suffixes) {
    if (surface.length > suffix.length + 2 && surface.endsWith(suffix)) return surface.slice(0, -suffix.length);
  }
  return null;
}

const LONGEST_GAP = 3;
const SHORTEST_STEMMED = 4;
const SHORTEST_FUZZY_KEY = 6;
const SHORTEST_FUZZY_PAIR = 9;

const MOST_GUESSES = 50_000;

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
  for (const name of candidates) {
    if (name[0] === key[0] && levenshtein(name, key) <= 1) return gazetteer.names.get(name) ?? [];
  }
  return [];
}

interface Found {
  readonly entries: readonly NameEntry[];
  readonly isOutside: boolean;
}

const nothing: Found = { entries: [], isOutside: false };

function lookUp(gazetteer: Gazetteer, words: readonly PlacedWord[]): Found {
  const last = words[words.length - 1];
  if (last === undefined || words.some((word) => word.isNeverName)) return nothing;
  let head = '';
  for (let at = 0; at < words.length - 1; at++) head += words[at]?.fold ?? '';
  if (head !== '' && !gazetteer.beginnings.has(head)) return nothing;
  const key = head + last.fold;
  if (outsidePlaces.has(key)) return { entries: [], isOutside: true };
  const exact = gazetteer.names.get(key);
  if (exact !== undefined) return { entries: exact, isOutside: false };
  const stem = withoutSuffix(last.surface);
  if (stem !== null) {
    const stemKey = head + foldWord(stem);
    const stemmed = gazetteer.names.get(stemKey);
    if (stemmed !== undefined) return { entries: stemmed, isOutside: false };
    if (outsidePlaces.has(stemKey)) return { entries: [], isOutside: true };
  }
  if (words.length > 2 || key.length < (words.length === 1 ? SHORTEST_FUZZY_KEY : SHORTEST_FUZZY_PAIR)) return nothing;
  return { entries: approximate(gazetteer, key), isOutside: false };
}

const areNeighbours = (words: readonly PlacedWord[]): boolean =>
  words.every((word, at) => at === 0 || word.start - (words[at - 1]?.end ?? 0) <= LONGEST_GAP);

interface Surroundings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function weighSurroundings({ before, after }: Surroundings): number {
  let weight = 1;
  if (locatives.has(after[0] ?? '') || prepositions.has(before[0] ?? '')) weight += 0.6;
  if (
    after.slice(0, 3).some((word) => residentCues.has(word)) ||
    before.slice(0, 2).some((word) => residentCues.has(word))
  )
    weight -= 0.9;
  if (awayCues.has(after[0] ?? '') || before[0] === foldWord('from')) weight -= 0.3;
  return weight;
}

/** All names of places in the text, in the order in which they stand, longest first at each spot. */
export function findPlaces({ words, gazetteer }: { words: readonly PlacedWord[]; gazetteer: Gazetteer }): PlaceMatch[] {
  const matches: PlaceMatch[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let count = Math.min(gazetteer.longestName, words.length - at); count > 0; count--) {
      const taken = words.slice(at, at + count);
      const first = taken[0];
      const last = taken[taken.length - 1];
      if (first === undefined || last === undefined || !areNeighbours(taken)) continue;
      const found = lookUp(gazetteer, taken);
      if (found.entries.length === 0 && !found.isOutside) continue;
      const before = [words[at - 1]?.fold ?? '', words[at - 2]?.fold ?? ''];
      const after = [0, 1, 2].map((offset) => words[at + count + offset]?.fold ?? '');
      const hasStationCue = stationCues.has(before[0] ?? '') || after.slice(0, 2).some((word) => stationCues.has(word));
      const hasDistrictCue = districtCues.has(before[0] ?? '') || districtCues.has(after[0] ?? '');
      const isCapital = /^[A-Z][a-z]/.test(first.surface) && at > 0;
      const entries = found.entries.filter(
        (entry) => !entry.isEveryday || hasStationCue || hasDistrictCue || (isCapital && entry.level === 'district'),
      );
      if (entries.length === 0 && !found.isOutside) continue;
      const weight = weighSurroundings({ before, after }) + (hasStationCue || hasDistrictCue ? 0.8 : 0);
      matches.push({
        start: first.start,
        end: last.end,
        entries,
        isOutside: found.isOutside,
        hasStationCue,
        hasDistrictCue,
        weight,
      });
      at += count - 1;
      break;
    }
  }
  return matches;
}
