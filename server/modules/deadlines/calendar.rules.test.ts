import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWorking, calendarOf, dayOf, USUAL_WEEK } from './calendar.rules.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** Friday 20 November 2026, noon in Kolkata. */
const FRIDAY = Date.UTC(2026, 10, 20, 6, 30);
const tree = { pathToRoot: (id: string) => (id === 'station' ? ['station', 'district', 'state'] : [id, 'state']) };

describe('working days', () => {
  it('are those of the nearest unit with a week of its own, without any holiday above', () => {
    const diwali = { day: '2026-11-23', name: 'Diwali' };
    const calendars = [
      { unit: 'state', week: null, holidays: [diwali] },
      { unit: 'district', week: [1, 2, 3, 4, 5], holidays: [] },
    ];
    const isWorking = calendarOf(tree, { unit: 'station', calendars });
    const works = [0, 1, 2, 3, 4].filter((days) => isWorking(FRIDAY + days * DAY));
    // Friday; not Saturday, Sunday, nor Monday's holiday; Tuesday.
    expect(works).toEqual([0, 4]);
    expect(calendarOf(tree, { unit: 'other', calendars: [] })(FRIDAY + 2 * DAY)).toBe(false);
    expect(dayOf(FRIDAY)).toBe('2026-11-20');
  });

  it('leave days without work out: three days from Friday noon end on Tuesday noon', () => {
    const isWorking = calendarOf(tree, { unit: 'state', calendars: [] });
    expect(afterWorking({ from: FRIDAY, span: 3 * DAY, isWorking })).toBe(FRIDAY + 4 * DAY);
    expect(afterWorking({ from: FRIDAY, span: 12 * HOUR, isWorking })).toBe(FRIDAY + 12 * HOUR);
  });

  it('hold exactly the time that was allowed, and end later the more is allowed', () => {
    const week = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 });
    const input = fc.record({ week, from: fc.nat(10 * DAY), span: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(input, fc.nat(50), ({ week: days, from: after, span: hours }, more) => {
        const calendars = [{ unit: 'state', week: days, holidays: [] }];
        const isWorking = calendarOf(tree, { unit: 'state', calendars });
        const from = FRIDAY + after;
        const end = (span: number) => afterWorking({ from, span, isWorking });
        const at = end(hours * HOUR);
        let worked = 0;
        for (let step = from; step < at;) {
          const next = Math.min(at, step + HOUR - ((step + 5.5 * HOUR) % HOUR));
          if (isWorking(step)) worked += next - step;
          step = next;
        }
        expect(worked).toBe(hours * HOUR);
        expect(end((hours + more) * HOUR)).toBeGreaterThanOrEqual(at);
      }),
    );
    expect(USUAL_WEEK).toHaveLength(6);
  });
});
