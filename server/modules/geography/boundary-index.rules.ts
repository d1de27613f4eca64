import type { Polygon, Shape } from './boundary.types.ts';
import type { Point } from './geotag.rules.ts';

export interface BoundedUnit {
  readonly id: string;
  readonly boundary: Shape;
}

/** Finds the units whose area holds a point. */
export interface BoundaryIndex {
  readonly size: number;
  /** Ids of units that hold the point, smallest area first. */
  holding(point: Point): readonly string[];
  /** Ids of units whose border runs within so many kilometres of the point and that do not hold it. */
  near(point: Point, kilometres: number): readonly string[];
}

interface Area {
  readonly id: string;
  readonly shape: Shape;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly size: number;
}

const KILOMETRES_A_DEGREE = 111.2;

/** Whether a ray to the east crosses the ring an odd number of times. */
function isInRing(ring: readonly number[], { lon, lat }: Point): boolean {
  let isIn = false;
  for (let at = 0; at + 3 < ring.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [ring[at], ring[at + 1], ring[at + 2], ring[at + 3]];
    if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn;
  }
  return isIn;
}

const isInPolygon = ([outline = [], ...holes]: Polygon, point: Point): boolean =>
  isInRing(outline, point) && !holes.some((hole) => isInRing(hole, point));

/** Whether an area holds a point. */
export const isInShape = (shape: Shape, point: Point): boolean => shape.some((polygon) => isInPolygon(polygon, point));

function areaOf({ id, boundary }: BoundedUnit): Area {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outline = []] of boundary)
    for (let at = 0; at < outline.length; at += 2) {
      const [lon = 0, lat = 0] = [outline[at], outline[at + 1]];
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  return { id, shape: boundary, box: [west, south, east, north], size: (east - west) * (north - south) };
}

/** Kilometres from a point to a line between two. */
function distanceToLine({ lon, lat }: Point, [x1, y1, x2, y2]: readonly [number, number, number, number]): number {
  const narrow = Math.cos((lat * Math.PI) / 180);
  const [ax, ay, bx, by] = [(x1 - lon) * narrow, y1 - lat, (x2 - lon) * narrow, y2 - lat];
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(ax + share * dx, ay + share * dy) * KILOMETRES_A_DEGREE;
}

function isNear({ shape }: Area, point: Point, kilometres: number): boolean {
  return shape.some((polygon) =>
    polygon.some((ring) => {
      for (let at = 0; at + 3 < ring.length; at += 2) {
        const line = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[at + 2] ?? 0, ring[at + 3] ?? 0] as const;
        if (distanceToLine(point, line) <= kilometres) return true;
      }
      return false;
    }),
  );
}

/** Cells of a tenth of a degree, some eleven kilometres: a point looks only at areas whose box touches its cell. */
const CELLS = 10;
const WIDE = 4096;
const cellOf = (lon: number, lat: number): number => Math.floor(lon * CELLS) * WIDE + Math.floor(lat * CELLS);

export function createBoundaryIndex(units: readonly BoundedUnit[]): BoundaryIndex {
  const areas = units.map(areaOf).sort((a, b) => a.size - b.size);
  const cells = new Map<number, Area[]>();
  for (const area of areas) {
    const [west, south, east, north] = area.box;
    for (let lon = Math.floor(west * CELLS); lon <= Math.floor(east * CELLS); lon++)
      for (let lat = Math.floor(south * CELLS); lat <= Math.floor(north * CELLS); lat++) {
        const key = lon * WIDE + lat;
        const known = cells.get(key);
        if (known) known.push(area);
        else cells.set(key, [area]);
      }
  }
  const within = ({ box: [west, south, east, north] }: Area, { lon, lat }: Point, margin: number): boolean =>
    lon >= west - margin && lon <= east + margin && lat >= south - margin && lat <= north + margin;
  const holds = (area: Area, point: Point): boolean => within(area, point, 0) && isInShape(area.shape, point);
  return {
    size: areas.length,
    holding: (point) =>
      (cells.get(cellOf(point.lon, point.lat)) ?? []).filter((area) => holds(area, point)).map(({ id }) => id),
    near(point, kilometres) {
      const margin = (1.2 * kilometres) / KILOMETRES_A_DEGREE;
      const corners = [-margin, margin].flatMap((east) =>
        [-margin, margin].map((north) => cellOf(point.lon + east, point.lat + north)),
      );
      const some = new Set([...new Set(corners)].flatMap((cell) => cells.get(cell) ?? []));
      return [...some]
        .filter((area) => within(area, point, margin) && !holds(area, point) && isNear(area, point, kilometres))
        .map(({ id }) => id);
    },
  };
}
