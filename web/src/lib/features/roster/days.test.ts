import { describe, expect, it } from 'vitest';
import { dateOf, daysAfter, dutyDay, weekdayOf } from './days.ts';

describe('days of a roster', () => {
  it('are told in words and figures, whatever the zone of the machine', () => {
    expect(weekdayOf({ day: '2026-11-20', locale: 'en' })).toBe('Friday');
    expect(weekdayOf({ day: '2026-11-20', locale: 'hi' })).toBe('शुक्रवार');
    expect(dateOf('2026-11-20')).toBe('20/11/2026');
    expect(daysAfter({ day: '2026-12-28', many: 7 })).toBe('2027-01-04');
    expect(daysAfter({ day: '2026-03-01', many: -1 })).toBe('2026-02-28');
  });

  it('begin at six in Kolkata: the night shift that runs belongs to the day before', () => {
    expect(dutyDay(Date.parse('2026-11-20T05:59+05:30'))).toBe('2026-11-19');
    expect(dutyDay(Date.parse('2026-11-20T06:00+05:30'))).toBe('2026-11-20');
    expect(dutyDay(Date.parse('2026-11-20T23:30+05:30'))).toBe('2026-11-20');
  });
});
