import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { importUnits } from './import.usecases.ts';
import { actorAt, createTestOrganisation, type TestOrganisation } from './testing.ts';

const admin = actorAt('u_up', 'admin');
const HEADER = 'id,type,parent,code,name_en,name_hi';
const reference = (file: string): string => readFileSync(join(projectRoot, `server/data/units/${file}.csv`), 'utf8');

describe.each(testEngines)('import of units on %s', (engine) => {
  let kit: TestOrganisation;
  beforeAll(async () => {
    kit = await createTestOrganisation(engine);
  });
  afterAll(() => kit.db.close());
  const run = (csv: string, how: { apply?: boolean } = {}) =>
    importUnits({ deps: kit, actor: admin, input: { csv, apply: how.apply ?? false } });

  it('finds nothing to do in the reference data themselves', async () => {
    for (const file of ['uttar-pradesh', 'lucknow', 'varanasi-range', 'pune']) {
      const report = await run(reference(file));
      expect(report).toMatchObject({ creates: [], changes: [], errors: [], applied: false });
      expect(report.rows).toBeGreaterThan(60);
    }
  });

  it('previews, then applies, columns and lines in any order, with a byte order mark', async () => {
    const csv = [
      '\uFEFFName_HI;name en;Parent;ID;type;code;remarks',
      'एक;One;u_up_test_c;u_up_test_one;station;;new',
      'परीक्षा सर्किल;Test Circle;u_up_test;u_up_test_c;circle;;',
      '"परीक्षा; जनपद";Test;u_up_r_varanasi;u_up_test;district;TST;',
      'हजरतगंज;Hazratganj Kotwali;u_up_lucknow_c_hazratganj;u_up_lucknow_hazratganj;station;;',
    ].join('\r\n');
    const preview = await run(csv);
    expect(preview.errors).toEqual([]);
    expect(preview.creates.map(({ id }) => id)).toEqual(['u_up_test', 'u_up_test_c', 'u_up_test_one']);
    expect(preview.changes).toEqual([
      { line: 5, id: 'u_up_lucknow_hazratganj', name: 'Hazratganj Kotwali', fields: ['name_en', 'evidence'] },
    ]);
    expect(kit.directory.byId('u_up_test')).toBeUndefined();
    expect((await run(csv, { apply: true })).applied).toBe(true);
    expect(kit.directory.pathToRoot('u_up_test_one')).toContain('u_up_r_varanasi');
    expect(kit.directory.headOf('u_up_test_c')?.rank).toBe('co');
    expect(kit.directory.byHandle('@lkopolice')).toBeDefined();
    expect(await run(csv, { apply: true })).toMatchObject({ creates: [], changes: [], errors: [], applied: true });
  });

  it('says what is wrong, line by line, and applies nothing', async () => {
    const csv = [
      HEADER,
      'u_up_a,station,u_up_lucknow_c_chowk,,A,क',
      'u_up_a,station,u_up_lucknow_c_chowk,,A,क',
      'u_up_b,station,u_up_nowhere,,B,ख',
      'u_up_c,castle,u_up,,C,ग',
      'u_up_d,district,u_up,LKO,D,घ',
      'u_up_e,station,u_up,,E,ङ',
      'Bad Id,station,u_up_lucknow_c_chowk,X,,',
      'u_up_x_c,circle,u_up_y_c,,X,च',
    ].join('\n');
    const report = await run(csv, { apply: true });
    expect(report.applied).toBe(false);
    expect(report.errors).toEqual([
      { line: 3, field: 'id', code: 'units.id_twice' },
      { line: 4, field: 'parent', code: 'units.parent_unknown' },
      { line: 5, field: 'type', code: 'units.bad_type' },
      { line: 6, field: 'code', code: 'units.code_taken' },
      { line: 7, field: 'parent', code: 'units.wrong_parent' },
      { line: 8, field: 'id', code: 'units.bad_id' },
      { line: 8, field: 'name_en', code: 'units.name_needed' },
      { line: 8, field: 'name_hi', code: 'units.name_needed' },
      { line: 8, field: 'code', code: 'units.bad_code' },
      { line: 8, field: 'code', code: 'units.code_needed' },
      { line: 9, field: 'parent', code: 'units.parent_unknown' },
    ]);
    expect(kit.directory.byId('u_up_a')).toBeUndefined();
    expect((await run('id,type\nu_a,station')).errors.map((error) => error.field)).toEqual([
      'parent',
      'name_en',
      'name_hi',
    ]);
    expect((await run('')).errors).toEqual([{ line: 1, field: null, code: 'units.file_empty' }]);
    expect((await run(`${HEADER}\nu_up_a,station,"u_up`)).errors).toEqual([
      { line: 2, field: null, code: 'units.not_csv' },
    ]);
  });

  it('moves a unit and keeps its history', async () => {
    const csv = `${HEADER},evidence\nu_up_lucknow_para,station,u_up_lucknow_c_chowk,,Para,पारा,press 2022`;
    expect((await run(csv, { apply: true })).changes).toMatchObject([{ fields: ['parent'] }]);
    expect(kit.directory.isUnder('u_up_lucknow_para', 'u_up_lucknow_c_chowk')).toBe(true);
    expect((await kit.events.ofStream('unit:u_up_lucknow_para')).map((event) => event.type)).toEqual([
      'unit.changed',
      'unit.moved',
    ]);
  });

  it('refuses the wrong officer, and lines beyond a local administrator', async () => {
    const csv = `${HEADER}\nu_up_lucknow_q,station,u_up_lucknow_c_chowk,,Q,क`;
    for (const actor of [null, actorAt('u_up', 'operator'), actorAt('u_up_lucknow', 'district')])
      await expect(importUnits({ deps: kit, actor, input: { csv, apply: true } })).rejects.toThrow(/^officers\.not_/);
    const local = actorAt('u_up_jaunpur', 'admin');
    const report = await importUnits({ deps: kit, actor: local, input: { csv, apply: true } });
    expect(report).toMatchObject({ applied: false, errors: [{ line: 2, field: null, code: 'officers.not_allowed' }] });
  });
});

describe('import of bad files', () => {
  let kit: TestOrganisation;
  beforeAll(async () => {
    kit = await createTestOrganisation('sqlite');
  });
  afterAll(() => kit.db.close());
  const run = (csv: string) => importUnits({ deps: kit, actor: admin, input: { csv, apply: false } });

  it('never crashes on mutated input', async () => {
    const whole = reference('uttar-pradesh').split('\n').slice(0, 40).join('\n');
    const scrap = fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r',
      '\uFEFF',
      '\0',
      '\t',
      ';',
      '""',
      'u_up',
      '\uD800',
      '9e99',
      '|',
      '@',
      '￿',
    );
    const edit = fc.record({
      at: fc.nat(whole.length),
      cut: fc.nat(60),
      put: fc.oneof(scrap, fc.string({ maxLength: 8 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const mutated = edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), whole);
        const report = await run(mutated);
        for (const error of report.errors) expect(error.code).toMatch(/^(units|officers)\./);
      }),
      { numRuns: 150 },
    );
    expect(kit.directory.all()).toHaveLength(328);
  });

  it('takes 10,000 lines without holding others up, and not one more', async () => {
    const line = (number: number) =>
      `u_up_lucknow_n${number},station,u_up_lucknow_c_chowk,,Station ${number},थाना ${number}`;
    const csv = [HEADER, ...Array.from({ length: 10_000 }, (_, number) => line(number))].join('\n');
    let longest = 0;
    let last = performance.now();
    let turns = 0;
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      turns += 1;
    }, 1);
    const report = await run(csv);
    clearInterval(watch);
    expect(report).toMatchObject({ rows: 10_000, errors: [] });
    expect(report.creates).toHaveLength(10_000);
    expect(turns).toBeGreaterThan(40);
    process.stdout.write(`the longest pause of 10,000 lines: ${Math.round(longest)} ms\n`);
    expect((await run(`${csv}\n${line(10_001)}`)).errors).toEqual([
      { line: 10_002, field: null, code: 'units.too_many_rows' },
    ]);
  });
});
