import { describe, expect, it } from 'vitest';
import { readBoundaryFile } from './boundary-file.rules.ts';
import { createBoundaryIndex } from './boundary-index.rules.ts';

const square = (west: number, south: number, side: number): number[][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const feature = (coordinates: unknown, type = 'Polygon', properties: object = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });

describe('a file of areas', () => {
  it('is read as GeoJSON, with holes and parts', () => {
    const parts = [[square(80, 26, 1), square(80.4, 26.4, 0.2)], [square(82, 26, 1)]];
    const { features, errors } = readBoundaryFile(collection(feature(parts, 'MultiPolygon', { name: 'A' })));
    expect(errors).toEqual([]);
    expect(features).toMatchObject([{ number: 1, properties: { name: 'A' } }]);
    const index = createBoundaryIndex([{ id: 'a', boundary: features[0]?.shape ?? [] }]);
    expect(index.holding({ lon: 80.1, lat: 26.1 })).toEqual(['a']);
    expect(index.holding({ lon: 80.5, lat: 26.5 })).toEqual([]);
    expect(index.holding({ lon: 82.5, lat: 26.5 })).toEqual(['a']);
    expect(index.holding({ lon: 81.5, lat: 26.5 })).toEqual([]);
  });

  it('is read as TopoJSON, quantised, with a shared arc used forwards and backwards', () => {
    const topology = {
      type: 'Topology',
      transform: { scale: [0.5, 0.5], translate: [80, 26] },
      arcs: [
        [
          [2, 0],
          [0, 2],
        ],
        [
          [2, 2],
          [-2, 0],
          [0, -2],
          [2, 0],
        ],
        [
          [2, 0],
          [2, 0],
          [0, 2],
          [-2, 0],
        ],
      ],
      objects: {
        stations: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', arcs: [[0, 1]], id: 'west' },
            { type: 'Polygon', arcs: [[2, -1]], id: 'east' },
          ],
        },
      },
    };
    const { features, errors } = readBoundaryFile(JSON.stringify(topology));
    expect(errors).toEqual([]);
    const index = createBoundaryIndex(
      features.map(({ properties, shape }) => ({ id: String(properties.id), boundary: shape })),
    );
    expect(index.holding({ lon: 80.5, lat: 26.5 })).toEqual(['west']);
    expect(index.holding({ lon: 81.5, lat: 26.5 })).toEqual(['east']);
    expect(index.near({ lon: 81.0005, lat: 26.5 }, 0.1)).toEqual(['west']);
    expect(index.near({ lon: 81.5, lat: 26.5 }, 0.1)).toEqual([]);
  });

  it.each([
    [
      'units.boundary_swapped',
      [
        [26, 80],
        [26, 81],
        [27, 81],
        [26, 80],
      ],
    ],
    ['units.boundary_outside', square(-3, 51, 1)],
    [
      'units.boundary_no_ring',
      [
        [80, 26],
        [81, 26],
      ],
    ],
    [
      'units.boundary_no_point',
      [
        [80, null],
        [81, 26],
        [81, 27],
      ],
    ],
  ])('says %s of its feature, and reads the others', (code, ring) => {
    const { features, errors } = readBoundaryFile(collection(feature([ring]), feature([square(80, 26, 1)])));
    expect(errors).toEqual([{ feature: 1, code }]);
    expect(features.map(({ number }) => number)).toEqual([2]);
  });

  it.each([
    ['units.boundary_no_json', '{'],
    ['units.boundary_empty', '{"type":"FeatureCollection","features":[]}'],
    ['units.boundary_empty', '[]'],
    [
      'units.boundary_crs',
      JSON.stringify({ ...JSON.parse(collection()), crs: { properties: { name: 'EPSG:32644' } } }),
    ],
  ])('says %s of the whole file', (code, text) => {
    const { errors } = readBoundaryFile(text);
    expect(errors[0]?.code).toBe(code);
  });
});
