import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, dayOf, gapsIn, laterBy, mondayOf, shiftOn, spanOf } from './roster.rules.ts';

const at = (text: string): number => Date.parse(`${text}+05:30`);

describe('shifts', () => {
  it('are told in the time of Kolkata, and end on the next day when they end before they begin', () => {
    expect(shiftOn('2026-11-20', { from: '06:00', until: '14:00' })).toEqual({
      fromAt: at('2026-11-20T06:00'),
      untilAt: at('2026-11-20T14:00'),
    });
    expect(shiftOn('2026-12-31', { from: '22:00', until: '06:00' })).toEqual({
      fromAt: at('2026-12-31T22:00'),
      untilAt: at('2027-01-01T06:00'),
    });
    expect(shiftOn('2026-11-20', { from: '06:00', until: '06:00' }).untilAt).toBe(at('2026-11-21T06:00'));
  });

  it('belong to the day whose morning was last', () => {
    expect(dayOf(at('2026-11-20T05:59'))).toBe('2026-11-19');
    expect(dayOf(at('2026-11-20T06:00'))).toBe('2026-11-20');
    expect(mondayOf('2026-11-20')).toBe('2026-11-16');
    expect(mondayOf('2026-11-22')).toBe('2026-11-16');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('leave gaps where nobody is, and none where they meet or overlap', () => {
    const day = spanOf('2026-11-20', 1);
    const shift = (from: string, until: string) => shiftOn('2026-11-20', { from, until });
    expect(gapsIn(day, [])).toEqual([day]);
    const full = [shift('06:00', '14:00'), shift('13:00', '22:00'), shift('22:00', '06:00')];
    expect(gapsIn(day, full)).toEqual([]);
    expect(gapsIn(day, [...full.slice(0, 2)])).toEqual([shift('22:00', '06:00')]);
    // The night before reaches into the morning.
    expect(gapsIn(day, [laterBy(shift('22:00', '07:00'), -1), shift('08:00', '06:00')])).toEqual([
      shift('07:00', '08:00'),
    ]);
  });

  it('together with their gaps cover the span without touching', () => {
    const span = { fromAt: 0, untilAt: 1000 };
    const some = fc.array(
      fc.tuple(fc.integer({ min: -200, max: 1200 }), fc.integer({ min: 1, max: 300 })).map(([fromAt, length]) => ({
        fromAt,
        untilAt: fromAt + length,
      })),
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 999 }), (duties, moment) => {
        const isIn = (one: { fromAt: number; untilAt: number }) => one.fromAt <= moment && moment < one.untilAt;
        expect(gapsIn(span, duties).some(isIn)).toBe(!duties.some(isIn));
      }),
    );
  });
});
