import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBestFew } from './best-few.rules.ts';

it('keeps what sorting everything would put first, again and again', () => {
  const best = createBestFew(5);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 }), (weights) => {
      weights.forEach((weight, at) => best.offer(at, weight));
      const wanted = weights.map((weight, value) => ({ value, weight })).sort((a, b) => b.weight - a.weight);
      expect(best.take()).toEqual(wanted.slice(0, 5));
    }),
  );
});
