import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../platform/clock/clock.ts';
import { createTestDatabase, testEngines } from '../../platform/db/testing.ts';
import { isDomainError } from '../../platform/errors.ts';
import type { Db } from '../../schema.ts';
import { beginPublicTry } from './throttle.usecases.ts';

const HOUR = 60 * 60_000;

describe.each(testEngines)('what one address may ask of dockets on %s', (engine) => {
  let db: Db;
  const clock = createManualClock(Date.UTC(2026, 10, 20));
  const ask = async (kind: 'claim' | 'code' | 'verify', address = '203.0.113.9'): Promise<string> => {
    try {
      await beginPublicTry({ db, clock, config: { secret: 'secret' } }, { kind, address });
      return 'taken';
    } catch (error) {
      if (isDomainError(error)) return error.code;
      throw error;
    }
  };
  beforeEach(async () => {
    db = await createTestDatabase(engine);
  });
  afterEach(() => db.close());

  it('is bounded, by address and by what is asked, and begins anew', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, () => ask('code')));
    expect(codes.filter((one) => one === 'taken')).toHaveLength(30);
    expect(await ask('code')).toBe('tickets.too_many_tries');
    expect(await ask('claim')).toBe('taken');
    expect(await ask('code', '203.0.113.10')).toBe('taken');
    clock.advance(HOUR);
    expect(await ask('code')).toBe('taken');
    expect(await ask('code')).toBe('tickets.too_many_tries');
    clock.advance(25 * HOUR);
    expect([await ask('code'), await ask('code')]).toEqual(['taken', 'taken']);
  });

  it('lets many who share an address check answers all day, sixty in ten minutes', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let minute = 0; minute < 10; minute += 1) {
        for (let n = 0; n < 5; n += 1) expect(await ask('verify')).toBe('taken');
        clock.advance(60_000);
      }
    }
    const asked = await Promise.all(Array.from({ length: 70 }, () => ask('verify')));
    expect(asked.filter((one) => one === 'taken')).toHaveLength(60);
    clock.advance(10 * 60_000 - 1);
    expect(await ask('verify')).toBe('tickets.too_many_tries');
    clock.advance(1);
    expect(await ask('verify')).toBe('taken');
  });

  it('does not count what was right', async () => {
    const config = { secret: 'secret' };
    for (let n = 0; n < 50; n += 1)
      await (await beginPublicTry({ db, clock, config }, { kind: 'code', address: '::1' })).withdrawn();
    expect(await ask('code', '::1')).toBe('taken');
  });

  it('keeps no address', async () => {
    await ask('claim', '203.0.113.77');
    expect(JSON.stringify(await db.read.select().from(db.tables.signInThrottle))).not.toContain('203.0.113');
  });
});
