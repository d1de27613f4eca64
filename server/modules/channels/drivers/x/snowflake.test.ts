import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareXIds, isXId, xIdAt, xIdTime } from './snowflake.ts';

describe('ids of X', () => {
  it('orders by size, not by letters, beyond what a number can hold', () => {
    expect(compareXIds('999', '1000')).toBeLessThan(0);
    expect(compareXIds('1861000000000000001', '1861000000000000000')).toBeGreaterThan(0);
    expect(compareXIds('7', '7')).toBe(0);
  });

  it('holds the time it was made', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2011, 0, 1), max: Date.UTC(2060, 0, 1) }), (at) => {
        expect(xIdTime(xIdAt(at))).toBe(at);
      }),
    );
    expect(xIdTime('20')).toBeNull();
  });

  it('takes only digits', () => {
    expect(['1', '0123456789012345678', '', '12a', '-1', '12345678901234567890', 5, null].map(isXId)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
