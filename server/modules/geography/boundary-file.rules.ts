import type { BoundaryError, BoundaryFeature, BoundaryFile, Polygon, Shape } from './boundary.types.ts';

const MOST_FEATURES = 5000;
const INDIA = { south: 5, north: 38, west: 66, east: 99 };
/** Five decimals are a metre: more only fills memory. */
const ROUND = 1e5;
const SHORTEST_RING = 4;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

class Wrong extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const inside = (lon: number, lat: number): boolean =>
  lat > INDIA.south && lat < INDIA.north && lon > INDIA.west && lon < INDIA.east;

/** A ring of a file as ours: rounded, repeated points dropped, closed. */
function readRing(points: readonly unknown[]): number[] {
  const ring: number[] = [];
  for (const point of points) {
    const [lon, lat] = isList(point) ? point : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') throw new Wrong('units.boundary_no_point');
    if (!inside(lon, lat)) throw new Wrong(inside(lat, lon) ? 'units.boundary_swapped' : 'units.boundary_outside');
    const [x, y] = [Math.round(lon * ROUND) / ROUND, Math.round(lat * ROUND) / ROUND];
    if (ring.at(-2) !== x || ring.at(-1) !== y) ring.push(x, y);
  }
  if (ring[0] !== ring.at(-2) || ring[1] !== ring.at(-1)) ring.push(ring[0] ?? 0, ring[1] ?? 0);
  if (ring.length < 2 * SHORTEST_RING) throw new Wrong('units.boundary_no_ring');
  return ring;
}

const readPolygon = (rings: unknown): Polygon => {
  if (!isList(rings) || rings.length === 0) throw new Wrong('units.boundary_no_ring');
  return rings.map((ring) => readRing(isList(ring) ? ring : []));
};

function readGeometry({ type, coordinates, geometries }: Json): Shape {
  if (type === 'Polygon') return [readPolygon(coordinates)];
  if (type === 'MultiPolygon' && isList(coordinates)) return coordinates.map(readPolygon);
  if (type === 'GeometryCollection' && isList(geometries))
    return geometries.flatMap((one) => readGeometry(objectOf(one)));
  throw new Wrong('units.boundary_no_area');
}

interface Raw {
  readonly properties: Json;
  readonly geometry: Json;
}

function geoJsonFeatures(file: Json): Raw[] {
  const crs = objectOf(objectOf(file['crs'])['properties'])['name'];
  if (typeof crs === 'string' && !/(CRS84|EPSG:+4326|WGS ?84)/i.test(crs)) throw new Wrong('units.boundary_crs');
  const list = file['type'] === 'FeatureCollection' ? file['features'] : file['type'] === 'Feature' ? [file] : [];
  return (isList(list) ? list : []).map((entry) => {
    const { id, properties, geometry } = objectOf(entry);
    return {
      properties: { ...objectOf(properties), ...(id === undefined ? {} : { id }) },
      geometry: objectOf(geometry),
    };
  });
}

/** The arcs of a topology as points: quantised ones are running sums, scaled and moved. */
function readArcs({ arcs, transform }: Json): number[][][] {
  const { scale, translate } = objectOf(transform);
  const [scaleX = 1, scaleY = 1] = isList(scale) ? scale.map(Number) : [];
  const [moveX = 0, moveY = 0] = isList(translate) ? translate.map(Number) : [];
  const isQuantised = isObject(transform);
  return (isList(arcs) ? arcs : []).map((arc) => {
    let [x, y] = [0, 0];
    return (isList(arc) ? arc : []).map((point) => {
      const [dx = NaN, dy = NaN] = isList(point) ? point.map(Number) : [];
      if (!isQuantised) return [dx, dy];
      x += dx;
      y += dy;
      return [x * scaleX + moveX, y * scaleY + moveY];
    });
  });
}

/** A ring of a topology: arcs one after the other, those below zero backwards, the shared point once. */
function joinArcs(numbers: unknown, arcs: readonly number[][][]): number[][] {
  const ring: number[][] = [];
  for (const number of isList(numbers) ? numbers.map(Number) : []) {
    const arc = arcs[number < 0 ? ~number : number];
    if (arc === undefined) throw new Wrong('units.boundary_no_arc');
    ring.push(...(number < 0 ? [...arc].reverse() : arc).slice(ring.length > 0 ? 1 : 0));
  }
  return ring;
}

function fromTopology(geometry: Json, arcs: readonly number[][][]): Json {
  const { type } = geometry;
  const own = isList(geometry['arcs']) ? geometry['arcs'] : [];
  const rings = (list: unknown) => (isList(list) ? list : []).map((ring) => joinArcs(ring, arcs));
  if (type === 'Polygon') return { type, coordinates: rings(own) };
  if (type === 'MultiPolygon') return { type, coordinates: own.map(rings) };
  return { type };
}

/** Areas of a topology; `geometry` throws what is wrong with one when it is asked for. */
function topoJsonFeatures(file: Json): Raw[] {
  const arcs = readArcs(file);
  return Object.values(objectOf(file['objects'])).flatMap((object) => {
    const { type, geometries } = objectOf(object);
    return (type === 'GeometryCollection' && isList(geometries) ? geometries : [object]).map((entry): Raw => {
      const { id, properties } = objectOf(entry);
      return {
        properties: { ...objectOf(properties), ...(id === undefined ? {} : { id }) },
        get geometry() {
          return fromTopology(objectOf(entry), arcs);
        },
      };
    });
  });
}

/**
 * Areas of a GeoJSON or TopoJSON file, in degrees of WGS 84, longitude first as RFC 7946 has it. What is wrong with a
 * feature is told with its number; the others are read all the same.
 */
export function readBoundaryFile(text: string): BoundaryFile {
  const ofFile = (code: string) => ({ features: [], errors: [{ feature: 0, code }] });
  let raw: Raw[];
  try {
    const file = objectOf(JSON.parse(text));
    raw = file['type'] === 'Topology' ? topoJsonFeatures(file) : geoJsonFeatures(file);
  } catch (error) {
    return ofFile(error instanceof Wrong ? error.code : 'units.boundary_no_json');
  }
  if (raw.length === 0) return ofFile('units.boundary_empty');
  if (raw.length > MOST_FEATURES) return ofFile('units.boundary_too_many');
  const features: BoundaryFeature[] = [];
  const errors: BoundaryError[] = [];
  raw.forEach((one, at) => {
    try {
      features.push({ number: at + 1, properties: one.properties, shape: readGeometry(one.geometry) });
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      errors.push({ feature: at + 1, code: error.code });
    }
  });
  return { features, errors };
}
