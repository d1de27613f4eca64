import type { PlaceGuess } from '../inbound/stages.types.ts';
import { repairMojibake } from '../language/mojibake.rules.ts';
import { nearestUnits, type Point } from './geotag.rules.ts';
import { isStation, type Gazetteer, type NameEntry } from './gazetteer.rules.ts';
import { districtOfHandle } from './handles.rules.ts';
import { borderCues, findPlaces, placeWords, type PlaceMatch } from './places.rules.ts';

export interface LocateInput {
  /** The text as it was delivered: spans are offsets into it. */
  readonly text: string;
  /** Handles addressed, with @, any case; the author of a retweet is not among them. */
  readonly handles: readonly string[];
  readonly geo?: Point;
}

/** The guess with what only the next stages need. */
export interface PlaceReading extends PlaceGuess {
  /** The text names a place, and it lies outside the force's jurisdiction. */
  readonly isOutside: boolean;
  /** Stations named in a text that speaks of a border between them. */
  readonly borderStations: readonly string[];
}

const OUTSIDE = '(outside)';
const CLEAR_LEAD = 0.5;
const MOST_ALTERNATIVES = 4;
const DISTINCT_NAME = 7;

interface Choice {
  readonly match: PlaceMatch;
  readonly entry: NameEntry;
}

interface Context {
  readonly named: ReadonlySet<string>;
  readonly tagged: string | null;
}

/** Of several bearers of one name the one that the rest of the message speaks for; null when nothing decides. */
function choose({ match, context }: { match: PlaceMatch; context: Context }): NameEntry | null {
  const { entries } = match;
  const own = entries.filter((entry) => !entry.isAlias);
  const pool = own.length > 0 ? own : entries;
  const stations = entries.filter((entry) => entry.level === 'station');
  const fits = (entry: NameEntry): boolean => entry.district !== null && context.named.has(entry.district);
  if (match.hasStationCue) {
    const here = stations.filter(fits);
    if (here.length === 1) return here[0] ?? null;
    const tagged = stations.filter((entry) => entry.district === context.tagged);
    if (tagged.length === 1 && context.named.size === 0) return tagged[0] ?? null;
    if (stations.length === 1 && !entries.some((entry) => entry.level === 'district')) return stations[0] ?? null;
  }
  const district =
    pool.find((entry) => entry.level === 'district') ?? entries.find((entry) => entry.level === 'district');
  if (district !== undefined && (match.hasDistrictCue || stations.length === 0)) return district;
  const near = entries.filter((entry) => entry.level === 'station' && fits(entry));
  if (district === undefined && near.length === 1) return near[0] ?? null;
  if (district !== undefined) return district;
  if (pool.length === 1) return pool[0] ?? null;
  const tagged = pool.filter((entry) => entry.district === context.tagged);
  return tagged.length === 1 ? (tagged[0] ?? null) : null;
}

/** A station's name that only its own district's handle or name makes likely is left when another district is tagged. */
function contradicts({ choice, context }: { choice: Choice; context: Context }): boolean {
  const { entry, match } = choice;
  if (context.tagged === null || entry.district === context.tagged || entry.level !== 'station') return false;
  if (context.named.has(entry.district ?? '')) return false;
  return !match.hasStationCue && match.end - match.start < DISTINCT_NAME;
}

function namedDistricts(matches: readonly PlaceMatch[]): Set<string> {
  const named = new Set<string>();
  for (const match of matches) {
    const districts = match.entries.filter((entry) => entry.level === 'district');
    const only = districts.length === 1 ? districts[0] : undefined;
    if (only !== undefined && match.entries.length === 1) named.add(only.unit);
  }
  return named;
}

function scoreDistricts(input: { choices: readonly Choice[]; matches: readonly PlaceMatch[] }): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (key: string, weight: number): void => void scores.set(key, Math.max(scores.get(key) ?? 0, 0) + weight);
  for (const { match, entry } of input.choices)
    add(entry.district ?? entry.unit, match.weight + (entry.level === 'station' ? 0.5 : 0));
  for (const match of input.matches) if (match.isOutside) add(OUTSIDE, match.weight);
  return scores;
}

const byScore = (scores: ReadonlyMap<string, number>): [string, number][] => [...scores].sort((a, b) => b[1] - a[1]);

function pickDistrict({
  scores,
  tagged,
}: {
  scores: ReadonlyMap<string, number>;
  tagged: string | null;
}): string | null {
  const [first, second] = byScore(scores);
  if (first === undefined) return null;
  if (second === undefined || first[1] - second[1] >= CLEAR_LEAD) return first[0];
  if (tagged !== null && scores.has(tagged)) return tagged;
  const inside = [first, second].filter(([key]) => key !== OUTSIDE);
  return inside.length === 1 ? (inside[0]?.[0] ?? null) : null;
}

function pickStation({ choices, district }: { choices: readonly Choice[]; district: string }): {
  station: string | null;
  rivals: string[];
} {
  const scores = new Map<string, number>();
  for (const { match, entry } of choices) {
    if (entry.level !== 'station' || entry.district !== district) continue;
    scores.set(entry.unit, (scores.get(entry.unit) ?? 0) + match.weight + (match.hasStationCue ? 1 : 0));
  }
  const [first, second, ...rest] = byScore(scores);
  if (first === undefined) return { station: null, rivals: [] };
  const isClear = second === undefined || first[1] - second[1] >= CLEAR_LEAD;
  const others = [second, ...rest].flatMap((rival) => (rival === undefined ? [] : [rival[0]]));
  return isClear ? { station: first[0], rivals: others } : { station: null, rivals: [first[0], ...others] };
}

const none = { spans: [], alternatives: [], isOutside: false, borderStations: [] } as const;

function fromHandlesOrGeotag({
  input,
  gazetteer,
  tagged,
}: {
  input: LocateInput;
  gazetteer: Gazetteer;
  tagged: readonly string[];
}): PlaceReading {
  if (input.geo !== undefined) {
    const near = nearestUnits({ point: input.geo, gazetteer });
    if (near.district !== null) return { ...none, ...near, score: 0.8, why: 'geotag' };
  }
  const only = tagged.length === 1 ? (tagged[0] ?? null) : null;
  if (only !== null) {
    const unit = gazetteer.units.get(only);
    const station = isStation(unit) ? only : null;
    return { ...none, district: gazetteer.districtOf(only), station, score: 0.7, why: 'handle' };
  }
  const alternatives = tagged.slice(0, MOST_ALTERNATIVES).map((unit) => ({ unit, score: 1 / (tagged.length + 1) }));
  return { ...none, district: null, station: null, score: 0, why: 'none', alternatives };
}

/** Where it happened, as far as text, handles and geotag say. Pure; the gazetteer is prepared once by `createGazetteer`. */
export function locate({ input, gazetteer }: { input: LocateInput; gazetteer: Gazetteer }): PlaceReading {
  const mended = repairMojibake(input.text);
  const original = (at: number): number => (mended.origin === null ? at : (mended.origin[at] ?? at));
  const words = placeWords(mended.text);
  const matches = findPlaces({ words, gazetteer });
  const tagged = [...new Set(input.handles.flatMap((handle) => districtOfHandle({ handle, gazetteer }) ?? []))];
  const taggedDistricts = [...new Set(tagged.map((unit) => gazetteer.districtOf(unit)))];
  const onlyTagged = taggedDistricts.length === 1 ? (taggedDistricts[0] ?? null) : null;
  const context: Context = { named: namedDistricts(matches), tagged: onlyTagged };
  const choices = matches.flatMap((match): Choice[] => {
    const entry = choose({ match, context });
    if (entry === null) return [];
    return contradicts({ choice: { match, entry }, context }) ? [] : [{ match, entry }];
  });
  const scores = scoreDistricts({ choices, matches });
  const spans = matches.map((match): readonly [number, number] => [original(match.start), original(match.end)]);
  const undecided = matches.flatMap((match) =>
    choices.some((choice) => choice.match === match) ? [] : match.entries.map((entry) => entry.unit),
  );
  if (scores.size === 0) {
    const fallback = fromHandlesOrGeotag({ input, gazetteer, tagged });
    const others = [...new Set(undecided)].map((unit) => ({ unit, score: 0.2 }));
    if (fallback.district === null || undecided.length === 0) {
      return { ...fallback, spans, alternatives: [...fallback.alternatives, ...others].slice(0, MOST_ALTERNATIVES) };
    }
    return { ...fallback, spans };
  }
  const district = pickDistrict({ scores, tagged: onlyTagged });
  const isOutside = district === OUTSIDE;
  const total = [...scores.values()].reduce((all, score) => all + Math.max(score, 0), 0) || 1;
  const rivals = byScore(scores)
    .filter(([key]) => key !== district && key !== OUTSIDE)
    .map(([unit, score]) => ({ unit, score: Math.max(score, 0) / total }));
  if (district === null || isOutside) {
    return {
      ...none,
      district: null,
      station: null,
      score: 0,
      spans,
      why: 'text',
      alternatives: rivals.slice(0, MOST_ALTERNATIVES),
      isOutside,
    };
  }
  const { station, rivals: stations } = pickStation({ choices, district });
  const hasBorder = words.some((word) => borderCues.has(word.fold));
  const named = station === null ? stations : [station, ...stations];
  return {
    district,
    station,
    score: Math.min(0.97, 0.55 + 0.4 * (Math.max(scores.get(district) ?? 0, 0) / total)),
    spans,
    alternatives: [...stations.map((unit) => ({ unit, score: 0.3 })), ...rivals].slice(0, MOST_ALTERNATIVES),
    why: 'text',
    isOutside: false,
    borderStations: hasBorder && named.length > 1 ? named.slice(0, 2) : [],
  };
}
