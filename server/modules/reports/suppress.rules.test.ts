import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, isTellable, suppress } from './suppress.rules.ts';

describe('what is too few to be told', () => {
  it('hides few cases, and one more where the total would tell them', () => {
    expect(suppress({ a: 4, b: 30, c: 9 })).toEqual({ a: null, b: 30, c: null });
    expect(suppress({ a: 4, b: 3, c: 9 })).toEqual({ a: null, b: null, c: 9 });
    expect(suppress({ a: 0, b: 1, c: 9, d: 10 })).toEqual({ a: null, b: null, c: null, d: 10 });
    expect(suppress({ a: 0, b: 0, c: 9 })).toEqual({ a: null, b: null, c: 9 });
    expect(suppress({ a: 8, b: 30, c: 9 }, (key) => key === 'a')).toEqual({ a: null, b: 30, c: null });
    expect(suppress({ a: 5, b: 6 })).toEqual({ a: 5, b: 6 });
    expect(suppress({})).toEqual({});
  });

  it('leaves nothing to be reckoned from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 2, maxLength: 12 }), (many) => {
        const cells = Object.fromEntries(many.map((n, at) => [String(at), n]));
        const told = suppress(cells);
        const hidden = Object.entries(told).flatMap(([key, n]) => (n === null ? [cells[key] ?? 0] : []));
        for (const [key, n] of Object.entries(told))
          if (n !== null) expect([n, n >= FEWEST]).toEqual([cells[key], true]);
        const together = hidden.reduce((sum, n) => sum + n, 0);
        // Unless there was no case among them, or nothing left to hide.
        if (together === 0 || hidden.length === many.length) return;
        expect([hidden.length > 1, together >= FEWEST]).toEqual([true, true]);
      }),
    );
  });

  it('lets a part stand beside its whole only if neither side is few', () => {
    const tells = (part: number, whole: number) => isTellable({ part, whole });
    expect([tells(5, 10), tells(10, 10), tells(7, 10), tells(4, 10)]).toEqual([true, true, false, false]);
  });
});
