import type { MapPoint, MapUnit } from '$lib/api/incidents.ts';

const MARGIN = 40;
/** How high a sheet is for its width. */
const HEIGHT = 0.62;
const KILOMETRES_A_DEGREE = 111.2;
/** One spot alone is shown with this much around it, in kilometres. */
const LEAST_SPAN = 3;

export interface Spot {
  x: number;
  y: number;
  kind: MapPoint['kind'];
  tickets: string[];
}

export interface Place {
  id: string;
  x: number;
  y: number;
  name: string;
  /** Its name would lie over another one; the table has it. */
  isCrowded: boolean;
}

export interface Sketch {
  width: number;
  height: number;
  spots: Spot[];
  places: Place[];
  areas: { id: string; path: string }[];
  scale: { length: number; metres: number };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The longest of 1, 2, 5, 10, 20 … metres that is not longer than this. */
export function niceLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(metres, 1)));
  return ([5, 2, 1].find((step) => step * power <= metres) ?? 1) * power;
}

interface Corner {
  lat: number;
  lon: number;
}

interface View {
  x: (lon: number) => number;
  y: (lat: number) => number;
  metresAPoint: number;
}

/** A flat view on a few kilometres, north above: a degree of longitude is as narrow as it is there. */
function viewOn({ corners, width, height }: { corners: Corner[]; width: number; height: number }): View {
  const lats = corners.map(({ lat }) => lat);
  const lons = corners.map(({ lon }) => lon);
  const middle = {
    lat: (Math.min(...lats) + Math.max(...lats)) / 2,
    lon: (Math.min(...lons) + Math.max(...lons)) / 2,
  };
  const narrow = Math.cos((middle.lat * Math.PI) / 180);
  const least = LEAST_SPAN / KILOMETRES_A_DEGREE;
  const high = Math.max(Math.max(...lats) - Math.min(...lats), least);
  const wide = Math.max((Math.max(...lons) - Math.min(...lons)) * narrow, least);
  const scale = Math.min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high);
  return {
    x: (lon) => round(width / 2 + (lon - middle.lon) * narrow * scale),
    y: (lat) => round(height / 2 - (lat - middle.lat) * scale),
    metresAPoint: (KILOMETRES_A_DEGREE * 1000) / scale,
  };
}

const cornersOf = (ring: number[]): Corner[] =>
  Array.from({ length: Math.floor(ring.length / 2) }, (_, at) => ({
    lon: ring[at * 2] ?? 0,
    lat: ring[at * 2 + 1] ?? 0,
  }));

function spotsOf({ points, view }: { points: MapPoint[]; view: View }): Spot[] {
  const spots = new Map<string, Spot>();
  for (const { ticket, lat, lon, kind } of points) {
    const [x, y] = [view.x(lon), view.y(lat)];
    const key = `${kind} ${Math.round(x / 6)} ${Math.round(y / 6)}`;
    const known = spots.get(key);
    if (known) known.tickets.push(ticket);
    else spots.set(key, { x, y, kind, tickets: [ticket] });
  }
  return [...spots.values()];
}

/** Names one after the other, those left out that would lie over one before. */
function placesOf({ units, view, name }: { units: MapUnit[]; view: View; name: (unit: MapUnit) => string }): Place[] {
  const places: Place[] = [];
  for (const unit of units) {
    if (unit.lat === null || unit.lon === null) continue;
    const [x, y, words] = [view.x(unit.lon), view.y(unit.lat), name(unit)];
    const isCrowded = places.some(
      (other) =>
        !other.isCrowded &&
        Math.abs(other.y - y) < 18 &&
        Math.abs(other.x - x) < 9 * Math.max(words.length, other.name.length),
    );
    places.push({ id: unit.id, x, y, name: words, isCrowded });
  }
  return places;
}

/** Lays tickets, stations and areas out on a sheet as wide as it is shown; null where no place is known. */
export function sketchOf({
  points,
  units,
  name,
  width,
}: {
  points: MapPoint[];
  units: MapUnit[];
  name: (unit: MapUnit) => string;
  width: number;
}): Sketch | null {
  // A district's office and outline lie far away: they are drawn only where nothing nearer is known.
  const placed = units.filter(({ lat, rings }) => lat !== null || rings.length > 0);
  const near = placed.filter(({ type }) => type === 'station' || type === 'outpost');
  const drawn = near.length > 0 ? near : placed;
  const corners = [
    ...points,
    ...drawn.flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }])),
    ...drawn.flatMap(({ rings }) => rings.flatMap(cornersOf)),
  ];
  if (corners.length === 0) return null;
  const height = Math.round(width * HEIGHT);
  const view = viewOn({ corners, width, height });
  const metres = niceLength((width / 4) * view.metresAPoint);
  return {
    width,
    height,
    spots: spotsOf({ points, view }),
    places: placesOf({ units: drawn, view, name }),
    areas: drawn.flatMap(({ id, rings }) =>
      rings.map((ring, at) => ({
        id: `${id}-${at}`,
        path: `M${cornersOf(ring)
          .map(({ lat, lon }) => `${view.x(lon)} ${view.y(lat)}`)
          .join('L')}Z`,
      })),
    ),
    scale: { length: round(metres / view.metresAPoint), metres },
  };
}
