import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../officers/actor.types.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { accessUnits } from '../tickets/access.rules.ts';
import { findPositions, findUnits, readUnit } from './list.usecases.ts';
import { changePosition, createPosition } from './positions.usecases.ts';
import { createPosting, endPostingNow } from './postings.usecases.ts';
import { edgesOf } from './units.repository.ts';
import { loadReference } from './reference.usecases.ts';
import { actorAt, createTestOrganisation, type TestOrganisation } from './testing.ts';
import { changeUnit, closeUnit, createUnit } from './units.usecases.ts';
import type { CreateUnitInput } from './units.schemas.ts';

const admin = actorAt('u_up', 'admin');
const code = (value: string) => expect.objectContaining({ code: value });
const draft = (change: Partial<CreateUnitInput> = {}): CreateUnitInput => ({
  ...{
    type: 'station',
    parent: 'u_up_lucknow_c_hazratganj',
    code: null,
    lat: null,
    lon: null,
    evidence: 'test',
    aliases: [],
  },
  ...{ name: { en: 'New', hi: 'नया', mr: null } },
  ...change,
});

describe.each(testEngines)('units on %s', (engine) => {
  let kit: TestOrganisation;
  beforeAll(async () => {
    kit = await createTestOrganisation(engine, { demo: true });
  });
  afterAll(() => kit.db.close());

  it('starts with the reference units, once', async () => {
    const { directory } = kit;
    const count = (type: string, under: string): number =>
      directory.under(under).filter((id) => directory.byId(id)?.type === type).length;
    expect(count('district', 'u_up') + count('commissionerate', 'u_up')).toBe(75);
    expect(count('station', 'u_up_lucknow')).toBe(54);
    expect(count('station', 'u_up_r_varanasi')).toBe(72);
    expect(count('station', 'u_mh_pune')).toBe(44);
    expect((await loadReference(kit, { demo: true })).units).toBe(0);
    expect(kit.accounts).toHaveLength(7);
    expect((await loadReference(kit, { demo: true })).accounts).toEqual(kit.accounts);
  });

  it('knows paths, heads, handles and vacant offices', () => {
    const { directory } = kit;
    expect(directory.pathToRoot('u_up_lucknow_hazratganj')).toEqual([
      'u_up_lucknow_hazratganj',
      'u_up_lucknow_c_hazratganj',
      'u_up_lucknow_z_central',
      'u_up_lucknow',
      'u_up',
    ]);
    expect(directory.headOf('u_up_lucknow_hazratganj')).toMatchObject({
      rank: 'sho',
      holder: { officer: 'off_sho_hazratganj' },
    });
    expect(directory.headOf('u_up_lucknow_c_hazratganj')).toMatchObject({
      rank: 'acp',
      title: { en: 'ACP Hazratganj' },
    });
    expect(directory.headOf('u_up_jaunpur_c_kerakat')).toMatchObject({ rank: 'co', holder: null });
    expect(directory.headOf('u_up_meerut')?.rank).toBe('ssp');
    expect(directory.byHandle('LKOpolice')?.id).toBe('u_up_lucknow');
    expect(directory.districtOf('u_up_jaunpur_kerakat')).toBe('u_up_jaunpur');
    expect(directory.gazetteer()).toHaveLength(328);
    expect(directory.gazetteer()).toBe(directory.gazetteer());
    expect(
      readUnit({ deps: kit, actor: admin, input: { id: 'u_up_lucknow' } })
        .positions.map((office) => office.rank)
        .sort(),
    ).toEqual(['cp', 'operator']);
    const vacant = findPositions({
      deps: kit,
      actor: admin,
      input: { under: 'u_up_lucknow_c_hazratganj', vacant: '1', limit: 50 },
    });
    expect(vacant.positions.map((office) => office.unit)).not.toContain('u_up_lucknow_hazratganj');
  });

  it('shows a plea to the path of its owner, and to nobody at or under the accused', () => {
    const question = {
      tree: kit.directory,
      desk: 'u_up',
      owner: 'u_up_lucknow_hazratganj',
      second: null,
      accusedUnit: null,
    };
    expect(accessUnits(question)).toHaveLength(5);
    expect(accessUnits({ ...question, accusedUnit: 'u_up_lucknow_z_central' })).toEqual(['u_up_lucknow', 'u_up']);
    expect(accessUnits({ ...question, second: 'u_up_jaunpur_kerakat' })).toContain('u_up_r_varanasi');
    const border = { ...question, second: 'u_up_lucknow_aminabad', accusedUnit: 'u_up_lucknow_c_hazratganj' };
    expect(accessUnits(border)).toContain('u_up_lucknow_c_qaiserbagh');
  });

  it('lists by type, place and words, page by page', () => {
    const ask = (input: object) => findUnits({ deps: kit, actor: admin, input: { limit: 100, ...input } });
    expect(ask({ under: 'u_up_lucknow', type: ['dcp-zone'] }).units).toHaveLength(5);
    expect(ask({ q: 'इलाहाबाद' }).units.map((unit) => unit.id)).toEqual(['u_up_prayagraj']);
    const home = findUnits({
      deps: kit,
      actor: admin,
      input: { limit: 1, under: 'home', q: 'hazratganj', type: ['station'] },
    });
    expect(home.units[0]?.district?.id).toBe('u_up_lucknow');
    expect(ask({ under: 'home', q: 'hadapsar' }).units).toEqual([]);
    const first = ask({ limit: 200 });
    const second = ask({ limit: 200, cursor: first.next ?? '' });
    expect(first.units.length + second.units.length).toBe(328);
    expect(second.next).toBeNull();
  });

  it('adds, renames, moves and closes a unit, keeping the history of parents', async () => {
    const made = await createUnit({ deps: kit, actor: admin, input: draft() });
    expect(kit.directory.headOf(made.id)).toMatchObject({ rank: 'sho', title: { en: 'SHO New' } });
    const name = { en: 'Renamed', hi: 'नया', mr: null };
    kit.clock.advance(1000);
    const moved = await changeUnit({
      deps: kit,
      actor: admin,
      input: { id: made.id, version: 1, name, parent: 'u_up_lucknow_c_chowk' },
    });
    expect(moved).toMatchObject({ version: 2, parent: 'u_up_lucknow_c_chowk', names: { en: 'Renamed' } });
    expect(kit.directory.isUnder(made.id, 'u_up_lucknow_z_west')).toBe(true);
    const edges = await edgesOf(kit.db.read, made.id);
    expect(edges.map((edge) => edge.parent)).toEqual(['u_up_lucknow_c_hazratganj', 'u_up_lucknow_c_chowk']);
    expect(edges[0]?.validTo).toBe(edges[1]?.validFrom);
    expect((await kit.events.ofStream(`unit:${made.id}`)).map((event) => event.type)).toEqual([
      'unit.created',
      'unit.changed',
      'unit.moved',
    ]);
    await expect(changeUnit({ deps: kit, actor: admin, input: { id: made.id, version: 1, name } })).rejects.toEqual(
      code('units.version_conflict'),
    );
    await closeUnit({ deps: kit, actor: admin, input: { id: made.id, version: 2 } });
    expect(kit.directory.officesOf(made.id)).toEqual([]);
    expect(kit.directory.gazetteer().some((unit) => unit.id === made.id)).toBe(false);
    await expect(closeUnit({ deps: kit, actor: admin, input: { id: made.id, version: 3 } })).rejects.toEqual(
      code('units.closed'),
    );
  });

  it('refuses cycles, second codes, wrong places and closing above open units', async () => {
    const change = (input: { id: string; version: number; parent: string }) =>
      changeUnit({ deps: kit, actor: admin, input });
    const outer = await createUnit({
      deps: kit,
      actor: admin,
      input: draft({ type: 'district', parent: 'u_up', code: 'XQZ' }),
    });
    await expect(change({ id: 'u_up_r_varanasi', version: 1, parent: 'u_up_jaunpur' })).rejects.toEqual(
      code('units.wrong_parent'),
    );
    await expect(change({ id: 'u_up_r_varanasi', version: 1, parent: 'u_up_r_varanasi' })).rejects.toEqual(
      code('units.wrong_parent'),
    );
    await expect(
      createUnit({ deps: kit, actor: admin, input: draft({ type: 'district', parent: 'u_up', code: 'XQZ' }) }),
    ).rejects.toEqual(code('units.code_taken'));
    await expect(
      createUnit({ deps: kit, actor: admin, input: draft({ type: 'district', parent: 'u_up' }) }),
    ).rejects.toEqual(code('units.code_needed'));
    await expect(
      changeUnit({ deps: kit, actor: admin, input: { id: outer.id, version: 1, code: 'XQY' } }),
    ).rejects.toEqual(code('units.code_fixed'));
    await expect(closeUnit({ deps: kit, actor: admin, input: { id: 'u_up_lucknow', version: 1 } })).rejects.toEqual(
      code('units.has_children'),
    );
    const handle = { alias: '@LkoPolice', kind: 'handle' as const, evidence: 'test' };
    await expect(createUnit({ deps: kit, actor: admin, input: draft({ aliases: [handle] }) })).rejects.toEqual(
      code('units.handle_taken'),
    );
  });

  it('refuses to close a unit that pleas lie with', async () => {
    const made = await createUnit({ deps: kit, actor: admin, input: draft() });
    await kit.db.write(async (tx) => tx.insertRows(tx.tables.ticketAccess, [{ unit: made.id, state: 'open', num: 1 }]));
    await expect(closeUnit({ deps: kit, actor: admin, input: { id: made.id, version: 1 } })).rejects.toEqual(
      code('units.has_open_tickets'),
    );
  });

  it('hands a position over, and leaves it vacant', async () => {
    const position = 'pos_up_lucknow_aminabad_sho';
    const post = (officer: string, more: object = {}) =>
      createPosting({ deps: kit, actor: admin, input: { position, officer, kind: 'substantive', ...more } });
    const holder = () => kit.directory.headOf('u_up_lucknow_aminabad')?.holder?.officer ?? null;
    await post('off_dgp');
    expect(holder()).toBe('off_dgp');
    kit.clock.advance(1000);
    const second = await post('off_admin');
    expect(holder()).toBe('off_admin');
    expect(kit.dropped).toContain('off_dgp');
    await expect(post('off_admin')).rejects.toEqual(code('units.posting_exists'));
    await expect(post('off_nobody')).rejects.toEqual(code('officers.not_found'));
    const acting = await createPosting({
      deps: kit,
      actor: admin,
      input: { position, officer: 'off_dgp', kind: 'acting' },
    });
    expect(holder()).toBe('off_dgp');
    await endPostingNow({ deps: kit, actor: admin, input: { id: acting.id } });
    expect(holder()).toBe('off_admin');
    await endPostingNow({ deps: kit, actor: admin, input: { id: second.id } });
    expect(holder()).toBeNull();
    await expect(endPostingNow({ deps: kit, actor: admin, input: { id: second.id } })).rejects.toEqual(
      code('units.posting_ended'),
    );
    const later = kit.clock.now() + 60_000;
    await post('off_dgp', { validFrom: later });
    expect(holder()).toBeNull();
    kit.clock.advance(60_001);
    expect(holder()).toBe('off_dgp');
  });

  it('lets nobody post himself to an office that reads pleas while another could do it', async () => {
    const reads = 'pos_up_lucknow_chowk_sho';
    const post = (officer: string) =>
      createPosting({ deps: kit, actor: admin, input: { position: reads, officer, kind: 'acting' } });
    const own = async () =>
      (await kit.events.ofStream(`position:${reads}`)).filter(({ data }) => data.own === true).length;
    const { position, posting } = kit.db.tables;
    const offices = await kit.db.read.select().from(position);
    const office = offices.find((one) => one.role === 'admin' && one.validTo === null);
    if (!office || !offices.some((one) => one.id === reads)) throw new Error('no such office');
    const second = { id: 'pst_second', position: office.id, officer: 'off_operator', kind: 'acting' };
    await kit.db.write((tx) => tx.insertRows(posting, [{ ...second, validFrom: kit.clock.now(), validTo: null }]));
    await expect(post('off_admin')).rejects.toEqual(code('units.own_posting'));
    expect(await own()).toBe(0);
    await endPostingNow({ deps: kit, actor: admin, input: { id: second.id } });
    kit.clock.advance(1000);
    // Alone he must be able to, and it stands in the record.
    const made = await post('off_admin');
    expect(await own()).toBe(1);
    await endPostingNow({ deps: kit, actor: admin, input: { id: made.id } });
  });

  it('settles racing postings: one officer holds the position', async () => {
    const position = 'pos_up_lucknow_naka_hindola_sho';
    const post = (officer: string) =>
      createPosting({ deps: kit, actor: admin, input: { position, officer, kind: 'substantive' } });
    await Promise.allSettled(['off_dgp', 'off_admin', 'off_operator', 'off_dgp', 'off_admin'].map(post));
    const { posting } = kit.db.tables;
    const rows = await kit.db.read.select().from(posting);
    expect(rows.filter((row) => row.position === position && row.validTo === null)).toHaveLength(1);
  });

  it('settles racing moves: never a circle', async () => {
    const make = (type: 'zone' | 'range', parent: string) =>
      createUnit({ deps: kit, actor: admin, input: draft({ type, parent }) });
    const [zone, range] = [await make('zone', 'u_up'), await make('range', 'u_up')];
    await Promise.allSettled([
      changeUnit({ deps: kit, actor: admin, input: { id: range.id, version: 1, parent: zone.id } }),
      changeUnit({ deps: kit, actor: admin, input: { id: zone.id, version: 1, parent: range.id } }),
      closeUnit({ deps: kit, actor: admin, input: { id: zone.id, version: 1 } }),
    ]);
    await kit.directory.refresh();
    const path = kit.directory.pathToRoot(range.id);
    expect(path.at(-1)).toBe('u_up');
    if (kit.directory.byId(zone.id)?.validTo !== null) expect(path).not.toContain(zone.id);
  });

  describe('refuses the wrong officer', () => {
    const others: readonly (readonly [string, Actor | null, string])[] = [
      ...(['operator', 'station', 'circle', 'district', 'range', 'zone', 'state'] satisfies Role[]).map(
        (role) => [role, actorAt('u_up', role), 'officers.not_allowed'] as const,
      ),
      ['an administrator elsewhere', actorAt('u_up_jaunpur', 'admin'), 'officers.not_allowed'],
      ['nobody', null, 'officers.not_signed_in'],
    ];
    it.each(others)('%s', async (_name, actor, refusal) => {
      const events = await kit.countEvents();
      const title = { en: 'X', hi: 'X', mr: null };
      const verbs = [
        createUnit({ deps: kit, actor, input: draft() }).catch((error: unknown) => error),
        changeUnit({ deps: kit, actor, input: { id: 'u_up_lucknow', version: 1, lat: 1 } }).catch(
          (error: unknown) => error,
        ),
        closeUnit({ deps: kit, actor, input: { id: 'u_up_lucknow_hazratganj', version: 1 } }).catch(
          (error: unknown) => error,
        ),
        createPosition({
          deps: kit,
          actor,
          input: { unit: 'u_up_lucknow', rank: 'admin', role: 'admin', title, head: false },
        }).catch((error: unknown) => error),
        changePosition({ deps: kit, actor, input: { id: 'pos_up_dgp', version: 1, role: 'admin' } }).catch(
          (error: unknown) => error,
        ),
        createPosting({
          deps: kit,
          actor,
          input: { position: 'pos_up_dgp', officer: 'off_admin', kind: 'acting' },
        }).catch((error: unknown) => error),
        endPostingNow({ deps: kit, actor, input: { id: 'pst_dgp' } }).catch((error: unknown) => error),
      ];
      for (const refused of await Promise.all(verbs)) expect(refused).toEqual(code(refusal));
      expect(await kit.countEvents()).toBe(events);
    });

    it('lets an administrator of a district change what is under it, and only that', async () => {
      const local = actorAt('u_up_jaunpur', 'admin');
      const made = await createUnit({ deps: kit, actor: local, input: draft({ parent: 'u_up_jaunpur_c_kerakat' }) });
      const away = changeUnit({
        deps: kit,
        actor: local,
        input: { id: made.id, version: 1, parent: 'u_up_lucknow_c_chowk' },
      });
      await expect(away).rejects.toEqual(code('officers.not_allowed'));
    });
  });

  it('keeps one head a unit, and does not let administrators shut themselves out', async () => {
    const title = { en: 'X', hi: 'X', mr: null };
    const second = createPosition({
      deps: kit,
      actor: admin,
      input: { unit: 'u_up', rank: 'ig', role: 'state', title, head: true },
    });
    await expect(second).rejects.toEqual(code('units.head_taken'));
    const self: Actor = {
      ...admin,
      officer: 'off_admin',
      posts: admin.posts.map((post) => ({ ...post, position: 'pos_up_admin' })),
    };
    await expect(
      changePosition({ deps: kit, actor: self, input: { id: 'pos_up_admin', version: 1, closed: true } }),
    ).rejects.toEqual(code('officers.own_account'));
    await expect(endPostingNow({ deps: kit, actor: self, input: { id: 'pst_admin' } })).rejects.toEqual(
      code('officers.own_account'),
    );
  });
});
