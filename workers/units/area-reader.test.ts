import { expect, it } from 'vitest';
import { readBoundaryFile } from '../../server/modules/geography/boundary-file.rules.ts';
import { readAreasInThread } from './area-reader.ts';

const ring = (points: number): number[][] =>
  Array.from({ length: points }, (_, at) => {
    const turn = (2 * Math.PI * at) / points;
    return [80.94 + Math.cos(turn) / 10, 26.84 + Math.sin(turn) / 10];
  });
const area = (points: number) => ({
  type: 'Feature',
  properties: { ps_name: 'Hazratganj' },
  geometry: { type: 'Polygon', coordinates: [ring(points)] },
});
const file = (areas: readonly unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features: areas });

it('reads areas as they are read here, and says what is wrong with a file', async () => {
  const text = file([area(50), { type: 'Feature', properties: {}, geometry: { type: 'Point' } }]);
  expect(await readAreasInThread(text)).toEqual(readBoundaryFile(text));
  expect((await readAreasInThread('no file')).errors).toHaveLength(1);
});

it('lets the loop go on while a large file is read', async () => {
  const text = file(Array.from({ length: 20 }, () => area(8000)));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const { features } = await readAreasInThread(text);
  clearInterval(timer);
  expect(features).toHaveLength(20);
  // Read on the loop, no timer fires before it is done.
  expect(turns).toBeGreaterThan(5);
});
