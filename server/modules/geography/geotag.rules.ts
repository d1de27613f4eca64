import type { GazetteerUnit } from '../inbound/stages.types.ts';
import { isDistrict, isStation, type Gazetteer } from './gazetteer.rules.ts';

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

const KILOMETRES_A_DEGREE = 111.2;
const FARTHEST_DISTRICT = 70;
const FARTHEST_STATION = 4;

/** Kilometres between two points a few degrees apart at most. */
export function distanceBetween(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180));
  return Math.hypot(a.lat - b.lat, east) * KILOMETRES_A_DEGREE;
}

function nearest({
  point,
  units,
  limit,
}: {
  point: Point;
  units: Iterable<GazetteerUnit>;
  limit: number;
}): string | null {
  let best: string | null = null;
  let least = limit;
  for (const { id, lat, lon } of units) {
    if (lat === undefined || lon === undefined) continue;
    const distance = distanceBetween(point, { lat, lon });
    if (distance < least) {
      least = distance;
      best = id;
    }
  }
  return best;
}

/** Kilometres from a border within which the neighbour may be the right one: satellites and maps err that much. */
const BORDER = 0.1;

/** Units whose imported area holds the point. A district without areas of its stations is told alone. */
function boundedUnits({ point, gazetteer }: { point: Point; gazetteer: Gazetteer }): {
  district: string | null;
  station: string | null;
  second: string | null;
} {
  const { boundaries, units } = gazetteer;
  const unitsOf = (ids: readonly string[]): GazetteerUnit[] => ids.flatMap((id) => units.get(id) ?? []);
  const held = boundaries.size === 0 ? [] : unitsOf(boundaries.holding(point));
  const station = held.find(isStation)?.id ?? null;
  const district = station === null ? (held.find(isDistrict)?.id ?? null) : gazetteer.districtOf(station);
  const second = station === null ? null : (unitsOf(boundaries.near(point, BORDER)).find(isStation)?.id ?? null);
  return { district, station, second };
}

/** Of the imported areas those that hold the point; where none does, the district whose headquarters is nearest, and the station when one with a known point is within a few kilometres. */
export function nearestUnits({ point, gazetteer }: { point: Point; gazetteer: Gazetteer }): {
  district: string | null;
  station: string | null;
  /** A second station whose border is near. */
  second: string | null;
} {
  if (!Number.isFinite(point.lat) || !Number.isFinite(point.lon))
    return { district: null, station: null, second: null };
  const held = boundedUnits({ point, gazetteer });
  if (held.district !== null) return held;
  const all = [...gazetteer.units.values()];
  const station = nearest({ point, units: all.filter(isStation), limit: FARTHEST_STATION });
  const district =
    station === null
      ? nearest({ point, units: all.filter(isDistrict), limit: FARTHEST_DISTRICT })
      : gazetteer.districtOf(station);
  return { district, station, second: null };
}
