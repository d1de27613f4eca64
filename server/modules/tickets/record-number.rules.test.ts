import { describe, expect, it } from 'vitest';
import { keptDetails, missingDetails, wrongDetails } from './outcome.rules.ts';
import { readDetail, recordNumbers } from './record-number.rules.ts';

const now = Date.UTC(2026, 10, 27, 6);
const read = (name: string, value: string) => readDetail({ name, value, now });

describe('numbers of police records', () => {
  it.each([
    ['fir', '142/2026', '142/2026'],
    ['fir', ' 0142 / 26 ', '142/2026'],
    ['fir', '१४२/२०२६', '142/2026'],
    ['fir', '99999/2025', '99999/2025'],
    ['ncr', '57/24', '57/2024'],
    ['gd', '034', '34'],
    ['gdDate', '2026-11-27', '2026-11-27'],
    ['office', ' Tehsil Sadar ', 'Tehsil Sadar'],
  ])('takes %s %s as %s', (name, value, kept) => expect(read(name, value)).toBe(kept));

  it.each([
    ...['142/2027', '142/1889', '0/2026', '100000/2026', '142', '142-2026', 'FIR 142/2026', '142/2026/1', '/2026'].map(
      (value) => ['fir', value],
    ),
    ...['12345', '34/26', 'GD 34', '0'].map((value) => ['gd', value]),
    ...['2026-11-28', '2026-02-30', '27/11/2026', '2026-13-01'].map((value) => ['gdDate', value]),
  ] as [string, string][])('refuses %s %s', (name, value) => expect(read(name, value)).toBeNull());

  it('belong to their outcome, the diary to any, and its number asks for its day', () => {
    const settled = { outcome: 'settled' as const, now };
    expect(missingDetails('settled', { gd: '34' })).toEqual(['gdDate']);
    expect(missingDetails('fir', { fir: '1/2026' })).toEqual(['sections']);
    expect(wrongDetails({ ...settled, details: { fir: 'x', gd: '34', gdDate: '2099-01-01' } })).toEqual(['gdDate']);
    const details = { fir: '1/2026', gd: '034', gdDate: '2026-11-26', note: 'x' };
    expect(keptDetails({ ...settled, details })).toEqual({ gd: '34', gdDate: '2026-11-26' });
    expect(recordNumbers({ fir: '1/2026', gd: '34', sections: 'BNS 304' })).toEqual(['1/2026', '34']);
  });
});
