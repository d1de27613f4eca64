import cues from '../../data/places/cues.json';
import { foldWord } from '../language/fold.rules.ts';
import type { Gazetteer, NameEntry } from './gazetteer.rules.ts';
import { findName, type NameFound } from './name-lookup.rules.ts';
import { isOneAddress, isRoute, readRole, type PlaceRole } from './place-roles.rules.ts';
import type { PlacedWord } from './place-words.rules.ts';

const folded = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(foldWord));
const SHORT_CUE = 2;

/** Whether a word is one of these in any script and spelling; very short ones (PS, PO) only as they are written. */
function cueOf(list: readonly string[]): (word: PlacedWord | undefined) => boolean {
  const folds = new Set(list.map(foldWord).filter((fold) => fold.length > SHORT_CUE));
  const short = new Set(list.filter((cue) => foldWord(cue).length <= SHORT_CUE));
  return (word) => word !== undefined && (folds.has(word.fold) || short.has(word.surface.toLowerCase()));
}
const isStationCue = cueOf(cues.station);
const isJilaCue = cueOf(cues.jila);
const isCityCue = cueOf(cues.city);
const isVillageCue = cueOf(cues.village);
const locatives = folded(cues.locative);
const prepositions = folded(cues.before);
export const borderCues = folded(cues.border);
/** After these words stands nothing but a place. */
const strictLocatives = folded(['येथे', 'येथील', 'हद्दीत']);
const KOTWALI = foldWord('कोतवाली');

/** A name found in a text. */
export interface PlaceMatch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly NameEntry[];
  readonly isOutside: boolean;
  readonly isFuzzy: boolean;
  readonly hasStationCue: boolean;
  readonly hasDistrictCue: boolean;
  /** After a word such as zila or janpad: what else the address names lies in it. */
  readonly isJila: boolean;
  readonly role: PlaceRole;
  /** How much the surroundings say that it happened here. */
  readonly weight: number;
}

interface Spot extends NameFound {
  readonly from: number;
  readonly to: number;
}

/** Every name that the words may hold, longest first at each spot, everyday words too. */
function spotNames({ words, gazetteer }: { words: readonly PlacedWord[]; gazetteer: Gazetteer }): Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < words.length; at++) {
    const found = findName({ gazetteer, words, at });
    if (found === null) continue;
    spots.push({ ...found, from: at, to: at + found.count });
    at += found.count - 1;
  }
  return spots;
}

/** The district that a name stands for when none of its bearers lies in another. */
export function plainDistrict(entries: readonly NameEntry[]): NameEntry | null {
  const district = entries.find((entry) => entry.level === 'district');
  return district !== undefined && entries.every((entry) => entry.district === district.unit) ? district : null;
}

/** Districts that some name stands for without doubt. */
function plainDistricts(spots: readonly Spot[], words: readonly PlacedWord[]): Set<string> {
  const named = new Set<string>();
  for (const { entries, isFuzzy, isLoose, from, to } of spots) {
    if (isFuzzy || isLoose || words[from]?.isNeverName) continue;
    const hasJila = isJilaCue(words[from - 1]) || isJilaCue(words[to]);
    const own = hasJila ? entries.find((entry) => entry.level === 'district' && !entry.isAlias) : undefined;
    const district = own ?? plainDistrict(entries);
    if (district !== null && (hasJila || !district.isEveryday)) named.add(district.unit);
  }
  return named;
}

/** All names of places in the text, in the order in which they stand. `tagged`: the one district whose handle is addressed. */
export function findPlaces({
  words,
  text,
  gazetteer,
  tagged,
}: {
  words: readonly PlacedWord[];
  text: string;
  gazetteer: Gazetteer;
  tagged: string | null;
}): PlaceMatch[] {
  const spots = spotNames({ words, gazetteer });
  if (spots.length === 0) return [];
  const named = plainDistricts(spots, words);
  const matches = spots.flatMap((spot, index) => {
    const neighbours = [spots[index - 1], spots[index + 1]].filter((other) => other !== undefined);
    return readSpot({ spot, neighbours, words, named, tagged }) ?? [];
  });
  return joinRoles({ matches, words, text });
}

function readSpot(input: {
  spot: Spot;
  neighbours: readonly Spot[];
  words: readonly PlacedWord[];
  named: ReadonlySet<string>;
  tagged: string | null;
}): PlaceMatch | null {
  const { spot, neighbours, words, named, tagged } = input;
  const first = words[spot.from];
  const last = words[spot.to - 1];
  if (first === undefined || last === undefined) return null;
  const previous = words[spot.from - 1];
  const next = words[spot.to];
  const before = previous?.fold ?? '';
  const after = next?.fold ?? '';
  const isKotwali = spot.count === 1 && first.fold === KOTWALI;
  const ownCue = isStationCue(previous) || isStationCue(next) || isStationCue(words[spot.to + 1]);
  // Kotwali beside another station's name says only that this one is called a kotwali.
  const besideStation = neighbours.some(
    (other) =>
      (other.to === spot.from || other.from === spot.to) &&
      other.entries.length > 0 &&
      other.entries.every((entry) => entry.level === 'station'),
  );
  if (isKotwali && besideStation) return null;
  const hasStationCue = ownCue || isKotwali;
  if (first.isNeverName && !(isStationCue(previous) && !isStopped(words, spot))) return null;
  const isJila = isJilaCue(previous) || isJilaCue(next);
  const hasDistrictCue = isJila || isCityCue(previous) || isCityCue(next);
  const isCapital = /^[A-Z][a-z]/.test(first.surface) && spot.from > 0;
  const isPlaced = locatives.has(after) || prepositions.has(before) || hasStationCue || hasDistrictCue || first.isTag;
  const beside = new Set(
    neighbours
      .filter((other) => Math.min(Math.abs(other.from - spot.to), Math.abs(spot.from - other.to)) <= 1)
      .flatMap((other) => other.entries.filter((entry) => named.has(entry.unit)).map((entry) => entry.unit)),
  );
  const entries = spot.entries.filter((entry) => {
    if (!entry.isEveryday || hasStationCue || hasDistrictCue) return true;
    if ((isCapital || first.isTag) && entry.level === 'district') return true;
    if (entry.level !== 'station' || entry.district === null) return false;
    if (strictLocatives.has(after)) return true;
    if (beside.has(entry.district)) return true;
    return isPlaced && (named.has(entry.district) || (tagged === entry.district && named.size === 0));
  });
  if (entries.length === 0 && !spot.isOutside) return null;
  if (spot.isFuzzy && !isPlaced && beside.size === 0 && last.end - first.start < LONG_NAME) return null;
  const isSpokenFor = hasStationCue || isJila || beside.size > 0 || entries.some((entry) => entry.district === tagged);
  if (spot.isLoose && !isSpokenFor) return null;
  const reading = readRole({ words, spot });
  if (reading.role === 'person' && !ownCue && !isJila) return null;
  const isVillage = isVillageCue(previous) && !spot.isFuzzy;
  const cue = hasStationCue || hasDistrictCue ? 0.8 : 0;
  const weight = isVillage ? 0.3 : reading.weight + (reading.role === 'here' ? cue : 0) + (isJila ? 0.8 : 0);
  return {
    from: spot.from,
    to: spot.to,
    start: first.start,
    end: last.end,
    entries,
    isOutside: spot.isOutside,
    isFuzzy: spot.isFuzzy,
    hasStationCue,
    hasDistrictCue,
    isJila,
    role: reading.role,
    weight: spot.isFuzzy ? weight * 0.9 : weight,
  };
}

const LONG_NAME = 8;

/** `थाना माल` names the station; `माल` alone, or `थाना वह …`, does not. */
const isStopped = (words: readonly PlacedWord[], spot: Spot): boolean => (words[spot.from]?.surface.length ?? 0) < 2;

/** `Hamirpur Himachal`, `Laxmi Nagar, Delhi`: a name that several places bear, before the one of them that is not ours. */
function liesIn({ match, next, text }: { match: PlaceMatch; next: PlaceMatch; text: string }): boolean {
  if (!next.isOutside || next.from !== match.to) return false;
  const gap = text.slice(match.end, next.start);
  if (/^\s*$/.test(gap)) return true;
  return /^\s*,\s*$/.test(gap) && match.entries.every((entry) => entry.level === 'station' || entry.isAlias);
}

/** Names of one address share what is said of the address; two ends of a way are neither. */
function joinRoles({
  matches,
  words,
  text,
}: {
  matches: readonly PlaceMatch[];
  words: readonly PlacedWord[];
  text: string;
}): PlaceMatch[] {
  const out = matches.map((match, at) => {
    const next = matches[at + 1];
    return next !== undefined && liesIn({ match, next, text }) ? { ...match, entries: [], isOutside: true } : match;
  });
  for (let at = 1; at < out.length; at++) {
    const a = out[at - 1];
    const b = out[at];
    if (a === undefined || b === undefined) continue;
    if (isRoute({ words, text, a, b })) {
      out[at - 1] = { ...a, role: 'route' };
      out[at] = { ...b, role: 'route' };
    } else if (isOneAddress({ words, a, b }) && a.role === 'home' && b.role === 'here')
      out[at] = { ...b, role: 'home', weight: 0.2 };
  }
  for (let at = out.length - 1; at > 0; at--) {
    const a = out[at - 1];
    const b = out[at];
    if (a !== undefined && b?.role === 'home' && a.role === 'here' && isOneAddress({ words, a, b }))
      out[at - 1] = { ...a, role: 'home', weight: 0.2 };
  }
  return out;
}
