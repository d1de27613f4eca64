import { describe, expect, it } from 'vitest';
import type { MapUnit } from '$lib/api/incidents.ts';
import { niceLength, sketchOf } from './sketch.ts';

const station = (id: string, lat: number, lon: number, rings: number[][] = []): MapUnit => ({
  ...{ id, name: { en: id }, type: 'station', lat, lon, rings },
});
const rest = { name: (unit: MapUnit): string => unit.id, width: 460 };
const point = (ticket: string, lat: number, lon: number) => ({ ticket, lat, lon, kind: 'exact' as const, unit: null });

describe('a sketch of an incident', () => {
  it('draws nothing where no place is known', () => {
    expect(sketchOf({ points: [], units: [], ...rest })).toBeNull();
  });

  it('keeps north above, east to the right, and everything on the sheet', () => {
    const points = [point('south', 26.8, 80.9), point('north', 26.9, 80.9), point('east', 26.8, 81.4)];
    const sketch = sketchOf({
      points,
      units: [station('s', 26.85, 80.95, [[80.85, 26.7, 81.5, 26.7, 81.5, 27]])],
      ...rest,
    });
    const at = (ticket: string) => sketch?.spots.find(({ tickets }) => tickets.includes(ticket)) ?? { x: NaN, y: NaN };
    expect(at('north').y).toBeLessThan(at('south').y);
    expect(at('east').x).toBeGreaterThan(at('south').x);
    const corners = (sketch?.areas[0]?.path ?? '').match(/[\d.]+ [\d.]+/g)?.map((pair) => pair.split(' ').map(Number));
    expect(corners).toHaveLength(3);
    for (const [x = NaN, y = NaN] of corners ?? []) {
      expect(x >= 0 && x <= (sketch?.width ?? 0)).toBe(true);
      expect(y >= 0 && y <= (sketch?.height ?? 0)).toBe(true);
    }
  });

  it('puts what lies at one spot together, and is as long as its scale says', () => {
    const points = [point('a', 26.85, 80.95), point('b', 26.85, 80.95), point('c', 26.86, 80.95)];
    const sketch = sketchOf({ points, units: [], ...rest });
    expect(sketch?.spots.map(({ tickets }) => tickets.length)).toEqual([2, 1]);
    const [first, second] = sketch?.spots ?? [];
    const { length = 1, metres = 0 } = sketch?.scale ?? {};
    const apart = (Math.abs((first?.y ?? 0) - (second?.y ?? 0)) / length) * metres;
    expect(Math.abs(apart - 1112)).toBeLessThan(20);
  });

  it('leaves a name out that would lie over another', () => {
    const units = [
      station('hazratganj', 26.85, 80.95),
      station('hussainganj', 26.8501, 80.9501),
      station('far', 26.95, 81),
    ];
    expect(sketchOf({ points: [], units, ...rest })?.places.map(({ isCrowded }) => isCrowded)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('shows the district where no station has a place', () => {
    const district: MapUnit = { ...station('lucknow', 26.85, 80.95), type: 'commissionerate' };
    const unknown: MapUnit = { ...station('cantt', 0, 0), lat: null, lon: null };
    expect(sketchOf({ points: [], units: [unknown, district], ...rest })?.places.map(({ id }) => id)).toEqual([
      'lucknow',
    ]);
  });

  it('measures in round lengths', () => {
    expect([0.5, 1, 3, 7, 49, 1234].map(niceLength)).toEqual([1, 1, 2, 5, 20, 1000]);
  });
});
