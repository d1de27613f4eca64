import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, docketDay, formatDocket, parseDocket } from './docket.rules.ts';

const EVENING = Date.UTC(2026, 10, 20, 19, 0);

describe('docket numbers', () => {
  it('carry the day in Kolkata, not in London', () => {
    expect(docketDay(EVENING)).toBe('261121');
    expect(formatDocket({ code: 'LKO', at: EVENING, counter: 42 })).toMatch(/^LKO-261121-0042-\d$/);
  });

  it('are read as people type them', () => {
    const docket = formatDocket({ code: 'LKO', at: EVENING, counter: 42 });
    expect(parseDocket(docket.toLowerCase())).toBe(docket);
    expect(parseDocket(docket.replaceAll('-', ' '))).toBe(docket);
    expect(parseDocket(docket.replaceAll('-', ''))).toBe(docket);
    expect(parseDocket(docket.replaceAll('-', '–'))).toBe(docket);
    expect(parseDocket(docket.replaceAll(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit))))).toBe(docket);
  });

  it('are refused when they are something else', () => {
    for (const typed of ['', 'LKO', '9876543210', 'LKO-261121-0042', '💥', 'x'.repeat(10_000)])
      expect(parseDocket(typed)).toBeNull();
  });

  it('come back from print, for any number', () => {
    fc.assert(
      fc.property(fc.constantFrom('LKO', 'HQ', 'JNP'), fc.integer({ min: 1, max: 99_999 }), (code, counter) => {
        const docket = formatDocket({ code, at: EVENING, counter });
        expect(parseDocket(docket)).toBe(docket);
      }),
    );
  });

  it('refuse any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (counter, place, add) => {
          const docket = formatDocket({ code: 'LKO', at: EVENING, counter });
          const digits = [...docket.matchAll(/\d/g)].slice(0, 10);
          const at = digits[place]?.index ?? 0;
          const wrong = docket.slice(0, at) + String((Number(docket[at]) + add) % 10) + docket.slice(at + 1);
          expect(parseDocket(wrong)).toBeNull();
        },
      ),
    );
    expect(checkDigit('LKO-261121-0042')).not.toBe(checkDigit('LKO-261121-0024'));
  });
});
