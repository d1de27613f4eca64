import type { PlaceGuess } from '../inbound/stages.types.ts';
import { repairMojibake } from '../language/mojibake.rules.ts';
import { chooseBearer, type Context } from './bearers.rules.ts';
import { nearestUnits, type Point } from './geotag.rules.ts';
import { isStation, type Gazetteer, type NameEntry } from './gazetteer.rules.ts';
import { districtOfHandle } from './handles.rules.ts';
import { placeWords } from './place-words.rules.ts';
import { borderCues, findPlaces, plainDistrict, type PlaceMatch } from './places.rules.ts';
import { pinInText, pointInText } from './points.rules.ts';
import { districtOfPin } from './pins.rules.ts';

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

/** A station's name that only its own district's handle or name makes likely is left when another district is tagged. */
function contradicts({ choice, context }: { choice: Choice; context: Context }): boolean {
  const { entry, match } = choice;
  if (context.tagged === null || entry.district === context.tagged || entry.level !== 'station') return false;
  if (context.named.has(entry.district ?? '')) return false;
  return !match.hasStationCue && match.end - match.start < DISTINCT_NAME;
}

function namedDistricts(matches: readonly PlaceMatch[]): Set<string> {
  const jilas = matches.flatMap((match) =>
    match.isJila ? match.entries.filter((entry) => entry.level === 'district').slice(0, 1) : [],
  );
  if (jilas.length > 0) return new Set(jilas.map((entry) => entry.unit));
  const named = new Set<string>();
  for (const { entries } of matches) {
    const district = plainDistrict(entries);
    if (district !== null) named.add(district.unit);
  }
  return named;
}

const byScore = (scores: ReadonlyMap<string, number>): [string, number][] => [...scores].sort((a, b) => b[1] - a[1]);

function scoreDistricts(input: { choices: readonly Choice[]; matches: readonly PlaceMatch[] }): Map<string, number> {
  const scores = new Map<string, number>();
  const add = (key: string, weight: number): void => void scores.set(key, Math.max(scores.get(key) ?? 0, 0) + weight);
  for (const { match, entry } of input.choices)
    add(entry.district ?? entry.unit, match.weight + (entry.level === 'station' ? 0.5 : 0));
  for (const match of input.matches) if (match.isOutside) add(OUTSIDE, match.weight);
  return scores;
}

function pickDistrict(input: { scores: ReadonlyMap<string, number>; tagged: string | null }): string | null {
  const { scores, tagged } = input;
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

const none = { spans: [], alternatives: [], because: [], isOutside: false, borderStations: [] } as const;

/** Place by what is not a name: coordinates in the text, the post's own geotag, a PIN code, the handle addressed. */
function fromElsewhere({
  input,
  gazetteer,
  tagged,
}: {
  input: LocateInput;
  gazetteer: Gazetteer;
  tagged: readonly string[];
}): PlaceReading {
  const written = pointInText(input.text);
  for (const [point, why] of [[written?.point, 'point'] as const, [input.geo, 'geotag'] as const]) {
    if (point === undefined) continue;
    const { second, ...near } = nearestUnits({ point, gazetteer });
    if (near.district === null) continue;
    const words = why === 'point' && written !== null ? written.words : `${point.lat}, ${point.lon}`;
    const borderStations = near.station !== null && second !== null ? [near.station, second] : [];
    const because = [{ words, unit: near.station ?? near.district, says: why }];
    return { ...none, ...near, borderStations, score: 0.8, why, because };
  }
  const pin = pinInText(input.text);
  const district = pin === null ? null : districtOfPin({ pin, gazetteer });
  if (pin !== null && district !== null)
    return {
      ...none,
      district,
      station: null,
      score: 0.8,
      why: 'pin',
      because: [{ words: pin, unit: district, says: 'pin' }],
    };
  const only = tagged.length === 1 ? (tagged[0] ?? null) : null;
  if (only !== null) {
    const station = isStation(gazetteer.units.get(only)) ? only : null;
    const handle = input.handles.find((name) => districtOfHandle({ handle: name, gazetteer }) === only) ?? '';
    const because = [{ words: handle, unit: only, says: 'handle' as const }];
    return { ...none, district: gazetteer.districtOf(only), station, score: 0.7, why: 'handle', because };
  }
  const alternatives = tagged.slice(0, MOST_ALTERNATIVES).map((unit) => ({ unit, score: 1 / (tagged.length + 1) }));
  return { ...none, district: null, station: null, score: 0, why: 'none', alternatives };
}

/** The names that count: where it happened; else where people live; ends of a way only when nothing else is named. */
function decisive(matches: readonly PlaceMatch[]): readonly PlaceMatch[] {
  const ofRole = (role: PlaceMatch['role']): PlaceMatch[] => matches.filter((match) => match.role === role);
  const here = ofRole('here');
  if (here.length > 0) return here;
  const route = ofRole('route');
  return route.length > 0 ? route : ofRole('home');
}

/** Where it happened, as far as text, handles and geotag say. Pure; the gazetteer is prepared once by `createGazetteer`. */
export function locate({ input, gazetteer }: { input: LocateInput; gazetteer: Gazetteer }): PlaceReading {
  const mended = repairMojibake(input.text);
  const original = (at: number): number => (mended.origin === null ? at : (mended.origin[at] ?? at));
  const words = placeWords(mended.text);
  const tagged = [...new Set(input.handles.flatMap((handle) => districtOfHandle({ handle, gazetteer }) ?? []))];
  const taggedDistricts = [...new Set(tagged.map((unit) => gazetteer.districtOf(unit)))];
  const onlyTagged = taggedDistricts.length === 1 ? (taggedDistricts[0] ?? null) : null;
  const matches = findPlaces({ words, text: mended.text, gazetteer, tagged: onlyTagged });
  if (matches.length === 0) return fromElsewhere({ input, gazetteer, tagged });

  const context: Context = { named: namedDistricts(matches), tagged: onlyTagged };
  const chosen = matches.flatMap((match, at): Choice[] => {
    const entry = chooseBearer({ match, previous: matches[at - 1], next: matches[at + 1], context });
    return entry === null || contradicts({ choice: { match, entry }, context }) ? [] : [{ match, entry }];
  });
  const spans = matches.map((match): readonly [number, number] => [original(match.start), original(match.end)]);
  const because = matches.map((match) => ({
    words: mended.text.slice(match.start, match.end),
    unit: chosen.find((choice) => choice.match === match)?.entry.unit ?? null,
    says: match.isOutside ? ('outside' as const) : match.role === 'person' ? ('home' as const) : match.role,
  }));
  const known = chosen.map(({ match }) => match);
  const counted = decisive(matches.filter((match) => match.isOutside || known.includes(match)));
  const choices = chosen.filter(({ match }) => counted.includes(match));
  const scores = scoreDistricts({ choices, matches: counted });
  const undecided = matches.flatMap((match) =>
    known.includes(match) || match.isOutside ? [] : match.entries.map((entry) => entry.unit),
  );
  const mentioned = chosen.filter(({ match }) => match.role === 'toward').map(({ entry }) => entry.unit);
  if (scores.size === 0) {
    const fallback = fromElsewhere({ input, gazetteer, tagged });
    const others = [...new Set([...undecided, ...mentioned])].map((unit) => ({ unit, score: 0.2 }));
    const alternatives = fallback.district === null ? [...fallback.alternatives, ...others] : fallback.alternatives;
    return {
      ...fallback,
      spans,
      because: [...fallback.because, ...because],
      alternatives: alternatives.slice(0, MOST_ALTERNATIVES),
    };
  }
  const isRoute = counted.every((match) => match.role === 'route');
  const isHome = counted.every((match) => match.role === 'home');
  const district = isRoute && scores.size > 1 ? null : pickDistrict({ scores, tagged: onlyTagged });
  const isOutside = district === OUTSIDE;
  const total = [...scores.values()].reduce((all, score) => all + Math.max(score, 0), 0) || 1;
  const rivals = byScore(scores)
    .filter(([key]) => key !== district && key !== OUTSIDE)
    .map(([unit, score]) => ({ unit, score: Math.max(score, 0) / total }));
  if (district === null || isOutside)
    return {
      ...none,
      district: null,
      station: null,
      score: 0,
      spans,
      because,
      why: 'text',
      alternatives: rivals.slice(0, MOST_ALTERNATIVES),
      isOutside,
    };
  const { station, rivals: stations } = pickStation({ choices, district });
  const hasBorder = words.some((word) => borderCues.has(word.fold));
  const named = station === null ? stations : [station, ...stations];
  const own = isRoute ? null : station;
  const share = Math.max(scores.get(district) ?? 0, 0) / total;
  return {
    district,
    station: own,
    score: isHome ? 0.5 : Math.min(0.97, 0.55 + 0.4 * share),
    spans,
    because,
    alternatives: [...named.filter((unit) => unit !== own).map((unit) => ({ unit, score: 0.3 })), ...rivals].slice(
      0,
      MOST_ALTERNATIVES,
    ),
    why: 'text',
    isOutside: false,
    borderStations: hasBorder && named.length > 1 ? named.slice(0, 2) : [],
  };
}
