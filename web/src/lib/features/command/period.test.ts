import { describe, expect, it } from 'vitest';
import { periodOf, todayAt } from './period.ts';

const today = '2026-11-27';
const of = (search: string) => periodOf({ params: new URLSearchParams(search), today });

describe('the period of a command view', () => {
  it('ends today and holds as many days as it says', () => {
    expect(of('period=today')).toEqual({ name: 'today', from: today, to: today });
    expect(of('period=7')).toEqual({ name: '7', from: '2026-11-21', to: today });
    expect(of('period=90')).toEqual({ name: '90', from: '2026-08-30', to: today });
    expect(of('period=month')).toEqual({ name: 'month', from: '2026-11-01', to: today });
  });

  it('takes two days in their order, and else the usual one', () => {
    expect(of('from=2026-01-01&to=2026-01-31')).toEqual({ name: null, from: '2026-01-01', to: '2026-01-31' });
    for (const search of ['', 'period=11', 'from=2026-02-01&to=2026-01-01', 'from=x&to=y', 'from=2026-01-01'])
      expect(of(search)).toEqual({ name: '30', from: '2026-10-29', to: today });
  });

  it('is of the day in Kolkata', () => {
    expect(todayAt(Date.parse('2026-11-26T18:29:00Z'))).toBe('2026-11-26');
    expect(todayAt(Date.parse('2026-11-26T18:31:00Z'))).toBe('2026-11-27');
  });
});
