import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createGazetteer } from '../geography/gazetteer.rules.ts';
import { locate } from '../geography/locate.rules.ts';
import { addUnitName, removeUnitName } from './names.usecases.ts';
import { actorAt, createTestOrganisation, type TestOrganisation } from './testing.ts';

const CHINHAT = 'u_up_lucknow_chinhat';
const operator = actorAt('u_up_lucknow', 'operator');
const code = (value: string) => expect.objectContaining({ code: value });
const input = { id: CHINHAT, name: 'Nilgiri Tiraha', kind: 'landmark', ticket: 'tkt_1' } as const;

describe.each(testEngines)('names from the desk on %s', (engine) => {
  let kit: TestOrganisation;
  beforeAll(async () => {
    kit = await createTestOrganisation(engine);
  });
  afterAll(() => kit.db.close());

  const stationOf = (text: string): string | null =>
    locate({ input: { text, handles: [] }, gazetteer: createGazetteer(kit.directory.gazetteer()) }).station;

  it('place the next messages, once they were entered; twice is once', async () => {
    expect(stationOf('nilgiri tirahe par loot')).toBeNull();
    const events = await kit.countEvents();
    const version = kit.directory.version();
    expect(await addUnitName({ deps: kit, actor: operator, input })).toEqual({ added: true, also: [] });
    expect(await addUnitName({ deps: kit, actor: operator, input })).toEqual({ added: false, also: [] });
    expect(await kit.countEvents()).toBe(events + 1);
    expect(kit.directory.version()).not.toBe(version);
    expect(stationOf('nilgiri tiraha par loot')).toBe(CHINHAT);
    expect(stationOf('नीलगिरी तिराहा पर लूट')).toBe(CHINHAT);
  });

  it('say who else bears the name', async () => {
    const { also } = await addUnitName({ deps: kit, actor: operator, input: { ...input, name: 'Aliganj' } });
    expect(also).toContain('u_up_lucknow_aliganj');
    await removeUnitName({ deps: kit, actor: operator, input: { ...input, name: 'Aliganj' } });
  });

  it('can be taken back, also twice', async () => {
    expect(await removeUnitName({ deps: kit, actor: operator, input })).toEqual({ removed: true });
    expect(await removeUnitName({ deps: kit, actor: operator, input })).toEqual({ removed: false });
    expect(stationOf('nilgiri tiraha par loot')).toBeNull();
  });

  it('refuse the wrong officer, words of every day, and closed or unknown units', async () => {
    const add = (actor: ReturnType<typeof actorAt> | null, change: Partial<{ id: string; name: string }> = {}) =>
      addUnitName({ deps: kit, actor, input: { ...input, ...change } });
    await expect(add(null)).rejects.toEqual(code('officers.not_signed_in'));
    await expect(add(actorAt('u_up_lucknow_chinhat', 'station'))).rejects.toEqual(code('officers.not_allowed'));
    await expect(add(actorAt('u_up_jaunpur', 'operator'))).rejects.toEqual(code('officers.not_allowed'));
    await expect(add(operator, { name: 'में' })).rejects.toEqual(code('units.name_too_common'));
    await expect(add(actorAt('u_up', 'admin'), { id: 'u_nowhere' })).rejects.toEqual(code('units.not_found'));
    const own = { id: CHINHAT, name: 'Matiyari', kind: 'locality' } as const;
    await addUnitName({ deps: kit, actor: actorAt('u_up', 'admin'), input: own });
    await expect(removeUnitName({ deps: kit, actor: actorAt('u_up_jaunpur', 'operator'), input: own })).rejects.toEqual(
      code('officers.not_allowed'),
    );
  });
});
