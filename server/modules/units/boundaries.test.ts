import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createGazetteer } from '../geography/gazetteer.rules.ts';
import { locate } from '../geography/locate.rules.ts';
import { isDomainError } from '../../platform/errors.ts';
import { readBoundaryFile } from '../geography/boundary-file.rules.ts';
import { importBoundaries } from './boundaries.usecases.ts';
import { actorAt, createTestOrganisation, type TestOrganisation } from './testing.ts';

const admin = actorAt('u_up', 'admin');
const area = (properties: object, west: number) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 26.8],
        [west + 0.02, 26.8],
        [west + 0.02, 26.84],
        [west, 26.84],
        [west, 26.8],
      ],
    ],
  },
});
const FILE = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    area({ ps_name: 'थाना हज़रतगंज', district: 'Lucknow' }, 80.92),
    area({ id: 'u_up_lucknow_gomti_nagar' }, 80.94),
    area({ ps_name: 'Nowhere at all' }, 80.96),
    area({ ps_name: 'Gomti Nagar', district: 'Lucknow' }, 80.98),
  ],
});

describe.each(testEngines)('boundaries on %s', (engine) => {
  let kit: TestOrganisation;
  beforeAll(async () => {
    kit = await createTestOrganisation(engine);
  });
  afterAll(() => kit.db.close());
  const deps = () => ({ ...kit, readAreas: async (text: string) => readBoundaryFile(text) });
  const run = (apply: boolean, actor = admin) =>
    importBoundaries({ deps: deps(), actor, input: { text: FILE, apply } });
  const at = (lat: number, lon: number) =>
    locate({
      input: { text: 'यहाँ झगड़ा हो रहा है', handles: [], geo: { lat, lon } },
      gazetteer: createGazetteer(kit.directory.gazetteer()),
    });

  it('shows whose areas they are before anything changes', async () => {
    const report = await run(false);
    expect(report.areas.map(({ feature, unit }) => [feature, unit])).toEqual([
      [1, 'u_up_lucknow_hazratganj'],
      [2, 'u_up_lucknow_gomti_nagar'],
    ]);
    expect(report.errors).toEqual([
      { feature: 3, code: 'units.boundary_unknown' },
      { feature: 4, code: 'units.boundary_twice' },
    ]);
    expect(kit.directory.gazetteer().some(({ boundary }) => boundary)).toBe(false);
  });

  it('once applied says in whose area a point lies, and who is beside it', async () => {
    await run(true);
    expect(at(26.82, 80.93)).toMatchObject({ station: 'u_up_lucknow_hazratganj', district: 'u_up_lucknow' });
    const border = at(26.82, 80.9405);
    expect(border).toMatchObject({ station: 'u_up_lucknow_gomti_nagar', why: 'geotag' });
    expect(border.borderStations).toEqual(['u_up_lucknow_gomti_nagar', 'u_up_lucknow_hazratganj']);
    const events = await kit.events.ofStream('unit:u_up_lucknow_hazratganj');
    expect(events.at(-1)).toMatchObject({ type: 'unit.boundary-set', data: { points: 5 } });
  });

  it('takes the station where another property names its district, and a district alone for itself', async () => {
    const one = (properties: object) =>
      JSON.stringify({ type: 'FeatureCollection', features: [area(properties, 80.9)] });
    const unitOf = async (properties: object) =>
      (await importBoundaries({ deps: deps(), actor: admin, input: { text: one(properties), apply: false } })).areas[0]
        ?.unit;
    expect(await unitOf({ ps: 'हज़रतगंज', dist: 'लखनऊ' })).toBe('u_up_lucknow_hazratganj');
    expect(await unitOf({ dist: 'Lucknow' })).toBe('u_up_lucknow');
    expect(await unitOf({ code: 'LKO' })).toBe('u_up_lucknow');
  });

  it('is for administrators of the units alone', async () => {
    const refused = await run(true, actorAt('u_up_lucknow', 'operator')).catch((error: unknown) => error);
    expect(isDomainError(refused)).toBe(true);
    const elsewhere = await run(false, actorAt('u_up_varanasi', 'admin'));
    expect(elsewhere.areas).toEqual([]);
    expect(elsewhere.errors.filter(({ code }) => code === 'officers.not_allowed')).toHaveLength(2);
  });
});
