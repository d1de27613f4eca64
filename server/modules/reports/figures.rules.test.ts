import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cover, dayOf, hourOf, monthOf, readDay, weekHourOf, writeDay } from './bucket.rules.ts';
import { addDuration, spreadOf } from './histogram.rules.ts';
import { defineMeasures, MEASURES } from './measures.rules.ts';
import { readPart, writeParts } from './sums.rules.ts';

const day = fc.integer({ min: readDay('2020-01-01'), max: readDay('2030-12-31') });

it('covers every day of a period once, by whole months where it can', () => {
  fc.assert(
    fc.property(day, fc.nat(900), (from, more) => {
      const to = from + more;
      const spans = cover({ from, to });
      const covers = (one: number): number =>
        spans.filter((span) => [one, monthOf(one)].some((bucket) => span.from <= bucket && bucket <= span.to)).length;
      for (let one = from - 40; one <= to + 40; one += 1) expect(covers(one)).toBe(one >= from && one <= to ? 1 : 0);
      const buckets = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
      expect(buckets).toBeLessThanOrEqual(60 + Math.ceil(more / 28));
    }),
    { numRuns: 60 },
  );
});

it('counts days and hours as they are in Kolkata', () => {
  const at = Date.UTC(2026, 10, 22, 18, 45);
  expect([writeDay(dayOf(at)), hourOf(at), weekHourOf(at)]).toEqual(['2026-11-23', 0, 0]);
  expect(readDay(writeDay(20_000))).toBe(20_000);
});

it('reads the middle and nine in ten of many durations within five in a hundred', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1000, max: 90 * 24 * 60 * 60_000 }), { minLength: 1, maxLength: 60 }),
      (all) => {
        const sums = {};
        for (const one of all) addDuration(sums, 'C', one);
        const sorted = [...all].sort((one, other) => one - other);
        const { n, median, p90 } = spreadOf(sums, 'C');
        expect(n).toBe(all.length);
        for (const [found, share] of [
          [median, 0.5],
          [p90, 0.9],
        ] as const) {
          const exact = sorted[Math.ceil(all.length * share) - 1] ?? 0;
          expect(Math.abs((found ?? 0) / exact - 1)).toBeLessThan(0.051);
        }
      },
    ),
  );
  expect(spreadOf({}, 'C')).toEqual({ n: 0, median: null, p90: null });
});

it('says of every figure what it means, in every language', () => {
  for (const locale of ['en', 'hi', 'mr'] as const) {
    const said = new Map(defineMeasures(locale).map(({ name, by, text }) => [name, { by, text }]));
    for (const [name, { by }] of Object.entries(MEASURES)) {
      expect([name, said.get(name)?.by]).toEqual([name, by]);
      expect(said.get(name)?.text.length).toBeGreaterThan(20);
    }
  }
});

it('reads one kind of parts out of a row as if it had read all', () => {
  const sums = fc.dictionary(
    fc.constantFrom('r', 'w', 'h', 's', 'F.12', 'x.fir', 'd.3'),
    fc.integer({ min: -9, max: 9 }),
  );
  const parts = fc.dictionary(fc.constantFrom('c:', 'c:theft', 'c:harassment', 'h:x', 'h:desk', 'w'), sums);
  fc.assert(
    fc.property(parts, (all) => {
      const text = writeParts(all);
      expect(JSON.parse(text)).toEqual(all);
      for (const letter of ['c:', 'h:', 'w'] as const) {
        const read = readPart(text, letter);
        for (const part in all) if (part.startsWith(letter)) expect(read[part]).toEqual(all[part]);
      }
    }),
  );
});
