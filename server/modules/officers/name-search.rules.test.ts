import { describe, expect, it } from 'vitest';
import { nameRank } from './name-search.rules.ts';

describe('looking for a name', () => {
  it.each([
    ['Sunita Mishra', 'sun'],
    ['Sunita Mishra', 'मिश्रा'],
    ['सुनीता मिश्रा', 'sunita mis'],
    ['Vikram Singh', 'सिंह'],
    ['विक्रम सिंह', 'singh'],
    ['रामनाथ शर्मा', 'ramnath sharma'],
    ['Ramanath Sharma', 'रामनाथ'],
    ['R. K. Yadav', 'yadav'],
  ])('finds %s by %s', (name, typed) => {
    expect(nameRank(name, typed)).toBeGreaterThan(0);
  });

  it.each([
    ['Sunita Mishra', 'sunil'],
    ['Sunita Mishra', 'mishra verma'],
    ['Vikram Singh', ''],
    ['Vikram Singh', 'ingh'],
    ['Meera Joshi', 'यादव'],
  ])('does not take %s for %s', (name, typed) => {
    expect(nameRank(name, typed)).toBe(0);
  });

  it('puts letters before sounds', () => {
    expect(nameRank('Raman', 'raman')).toBe(2);
    expect(nameRank('Ramna', 'raman')).toBe(1);
  });
});
