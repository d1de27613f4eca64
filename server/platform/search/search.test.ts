import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../schema.ts';
import { createTestDatabase, testEngines } from '../db/testing.ts';
import { createSearch } from './search.ts';

describe.each(testEngines)('search on %s', (engine) => {
  const search = createSearch(engine);
  let db: Db;
  beforeEach(async () => {
    db = await createTestDatabase(engine);
  });
  afterEach(() => db.close());

  const index = (...documents: { num: number; tokens: string; units?: string[] }[]) =>
    db.write((tx) =>
      search.index(
        tx,
        documents.map((one) => ({ units: ['unt_state'], ...one })),
      ),
    );
  const find = (text: string, { units = ['unt_state'], before = null as number | null, limit = 50 } = {}) =>
    search.find(db.read, { tokens: text.split(' '), units, before, limit });

  it('finds tickets that hold every word, newest first', async () => {
    await index(
      { num: 1, tokens: 'phone chori hazratganj' },
      { num: 3, tokens: 'chori bike' },
      { num: 2, tokens: 'phone snatching chori' },
    );
    expect(await find('chori')).toEqual([3, 2, 1]);
    expect(await find('chori phone')).toEqual([2, 1]);
    expect(await find('phone bike')).toEqual([]);
    expect(await find('CHORI')).toEqual([3, 2, 1]);
  });

  it('takes the last word for the beginning of one, the others whole', async () => {
    await index({ num: 1, tokens: 'hazratganj chauraha' });
    expect(await find('hazrat')).toEqual([1]);
    expect(await find('hazratganj chau')).toEqual([1]);
    expect(await find('hazrat chauraha')).toEqual([]);
  });

  it('takes the last word for what else it may begin', async () => {
    await index({ num: 1, tokens: 'hjrtgnj chauraha' }, { num: 2, tokens: 'hajra' }, { num: 3, tokens: 'hjrtgnj' });
    const both = (tokens: string[], endings: string[]) =>
      search.find(db.read, { tokens, endings, units: ['unt_state'], before: null, limit: 9 });
    expect(await both(['hajra'], ['hjr', "x' | y"])).toEqual([3, 2, 1]);
    expect(await both(['chauraha', 'hajra'], ['hjr'])).toEqual([1]);
    expect(await both(['nothing'], ['hjr', 'haj'])).toEqual([3, 2, 1]);
  });

  it('keeps Devanagari words whole, vowel signs and all', async () => {
    await index({ num: 1, tokens: 'मोबाइल चोरी' }, { num: 2, tokens: 'मबइल चर' });
    expect(await find('चोरी')).toEqual([1]);
    expect(await find('चोरी मोबाइल')).toEqual([1]);
    expect(await find('च')).toEqual([2, 1]);
    expect(await find('र')).toEqual([]);
    expect(await find('चर मबइल')).toEqual([2]);
  });

  it('shows only what one of the units may see', async () => {
    await index(
      { num: 1, tokens: 'chori', units: ['unt_ps-1', 'unt_d.1', 'unt_state'] },
      { num: 2, tokens: 'chori', units: ['unt_ps-11', 'unt_d.1', 'unt_state'] },
      { num: 3, tokens: "chori unt_ps-1 u:unt_ps-1 o'hara", units: ["unt_o'hara\\", 'unt_state'] },
    );
    expect(await find('chori', { units: ['unt_ps-1'] })).toEqual([1]);
    expect(await find('chori', { units: ['unt_ps-1', 'unt_ps-11'] })).toEqual([2, 1]);
    expect(await find('chori', { units: ["unt_o'hara\\"] })).toEqual([3]);
    expect(await find('chori', { units: ['unt_other'] })).toEqual([]);
    expect(await find('chori', { units: [] })).toEqual([]);
    expect(await find("o'hara")).toEqual([3]);
  });

  it('finds a docket number and its parts', async () => {
    await index({ num: 1, tokens: 'LKO-261121-0042-7 chori' }, { num: 2, tokens: 'LKO-261121-0043-5' });
    expect(await find('LKO-261121-0042-7')).toEqual([1]);
    expect(await find('0043')).toEqual([2]);
  });

  it('pages by number', async () => {
    await index(...Array.from({ length: 10 }, (_, n) => ({ num: 2 ** 52 + n, tokens: 'chori' })));
    expect(await find('chori', { limit: 3 })).toEqual([9, 8, 7].map((n) => 2 ** 52 + n));
    expect(await find('chori', { limit: 3, before: 2 ** 52 + 7 })).toEqual([6, 5, 4].map((n) => 2 ** 52 + n));
  });

  it('takes a word without end, and finds it by as much of it as is kept', async () => {
    const endless = 'हा'.repeat(2500);
    await index({ num: 1, tokens: `chori ${endless}` });
    expect(await find('chori')).toEqual([1]);
    expect(await find(endless)).toEqual([1]);
  });

  it('replaces, also within one call, and removes', async () => {
    await index({ num: 1, tokens: 'chori' });
    await index({ num: 1, tokens: 'dhamki', units: ['unt_ps-1'] });
    expect(await find('chori')).toEqual([]);
    expect(await find('dhamki')).toEqual([]);
    expect(await find('dhamki', { units: ['unt_ps-1'] })).toEqual([1]);
    await index({ num: 2, tokens: 'one' }, { num: 2, tokens: 'two' });
    expect([await find('one'), await find('two')]).toEqual([[], [2]]);
    await db.write((tx) => search.remove(tx, [1, 2, 99]));
    expect([await find('two'), await find('dhamki', { units: ['unt_ps-1'] })]).toEqual([[], []]);
  });

  it.each(['"', '*', 'a" OR "b', 'NEAR(', ':', "'", '\\', 'AND', '-', '()', 'units:'])(
    'takes %s for text',
    async (text) => {
      await index({ num: 1, tokens: 'chori' });
      expect(await find(text)).toEqual([]);
    },
  );

  it('writes nothing when the transaction fails', async () => {
    const failing = db.write(async (tx) => {
      await search.index(tx, [{ num: 1, tokens: 'chori', units: ['unt_state'] }]);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await find('chori')).toEqual([]);
  });
});
