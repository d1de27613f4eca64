import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrationDrift } from '../../cli/generate.ts';
import type { Db } from '../../schema.ts';
import { createTestDatabase, testEngines } from './testing.ts';

describe.each(testEngines)('database on %s', (engine) => {
  let db: Db;
  beforeEach(async () => {
    db = await createTestDatabase(engine);
  });
  afterEach(() => db.close());

  const put = (name: string, value: unknown) =>
    db.write(async (tx) => {
      await tx.insert(tx.tables.setting).values({ name, value });
    });

  it('gives back what was written, with its types', async () => {
    await put('a', { deep: [1, 'दो', true] });
    const rows = await db.read.select().from(db.tables.setting);
    expect(rows).toEqual([{ name: 'a', value: { deep: [1, 'दो', true] } }]);
  });

  it('writes nothing when the work throws, and the next work is not harmed', async () => {
    const failing = db.write(async (tx) => {
      await tx.insert(tx.tables.setting).values({ name: 'lost', value: 1 });
      throw new Error('refused');
    });
    const [first, second] = await Promise.allSettled([failing, put('kept', 2)]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
    const rows = await db.read.select({ name: db.tables.setting.name }).from(db.tables.setting);
    expect(rows).toEqual([{ name: 'kept' }]);
  });

  it('tells a duplicate from other errors', async () => {
    await put('a', 1);
    const error = await put('a', 2).catch((problem: unknown) => problem);
    expect(db.isDuplicate(error)).toBe(true);
    expect(db.isDuplicate(new Error('x'))).toBe(false);
  });

  it('refuses a write inside a write', async () => {
    await expect(db.write(async () => put('inner', 1))).rejects.toThrow('inside');
  });

  it('counts every one of many racing increments', async () => {
    await put('n', 0);
    const { setting } = db.tables;
    const once = () =>
      db.write(async (tx) => {
        const value =
          engine === 'sqlite'
            ? sql`json(cast(${setting.value} as integer) + 1)`
            : sql`to_jsonb((${setting.value})::int + 1)`;
        await tx.update(setting).set({ value }).where(eq(setting.name, 'n'));
      });
    await Promise.all(Array.from({ length: 50 }, once));
    const rows = await db.read.select().from(setting);
    expect(rows[0]?.value).toBe(50);
  });

  it('inserts many rows and leaves out those that are there', async () => {
    const row = (number: number) => ({ unit: 'u', state: 'open', num: number });
    await db.write(async (tx) => tx.insertRows(tx.tables.ticketAccess, [row(1), row(2)]));
    await db.write(async (tx) => tx.insertRows(tx.tables.ticketAccess, [row(2), row(3)], { onConflict: 'ignore' }));
    expect(await db.read.$count(db.tables.ticketAccess)).toBe(3);
  });

  it('changes many rows, those only that still stand as expected', async () => {
    const { contact } = db.tables;
    const row = (id: string, handle: string) => ({ id, realm: 'x', externalId: id, handle, name: null, createdAt: 1 });
    await db.write(async (tx) => tx.insertRows(contact, [row('a', '@old'), row('b', '@other')]));
    const changes = ['a', 'b'].map((id) => ({ id, name: 'नया', createdAt: 2 }));
    await db.write(async (tx) => tx.updateRows(contact, changes, { handle: '@old' }));
    const rows = await db.read.select({ id: contact.id, name: contact.name, at: contact.createdAt }).from(contact);
    expect(rows.toSorted((x, y) => x.id.localeCompare(y.id))).toEqual([
      { id: 'a', name: 'नया', at: 2 },
      { id: 'b', name: null, at: 1 },
    ]);
  });

  it('has migrations that agree with the schema', async () => {
    expect(await migrationDrift(engine)).toEqual([]);
  });
});
