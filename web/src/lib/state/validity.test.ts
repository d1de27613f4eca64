import { describe, expect, it } from 'vitest';
import type { Translate } from '$lib/i18n/translate.ts';
import { whyRefused, type Judged } from './validity.ts';

const FINE = {
  ...{ valueMissing: false, badInput: false, rangeUnderflow: false, rangeOverflow: false },
  ...{ stepMismatch: false, typeMismatch: false },
};
const t: Translate = (key, params) => [key, ...Object.values(params ?? {})].join(' ');
const number = (value: number): string => `#${value}`;
const why = (wrong: Partial<Judged['validity']>, field: Partial<Judged> = {}) =>
  whyRefused({ type: 'number', ...field, validity: { ...FINE, ...wrong } }, { t, number });

describe('why a field is not taken', () => {
  it('is said in our words, with its bounds as the reader writes numbers', () => {
    const bounds = { min: '0', max: '50', step: '0.5' };
    expect(why({ rangeOverflow: true }, bounds)).toBe('field.range #0 #50');
    expect(why({ rangeUnderflow: true }, bounds)).toBe('field.range #0 #50');
    expect(why({ rangeOverflow: true }, { max: '9' })).toBe('field.atMost #9');
    expect(why({ rangeUnderflow: true }, { min: '1' })).toBe('field.atLeast #1');
    expect(why({ stepMismatch: true }, bounds)).toBe('field.step #0.5');
    expect(why({ stepMismatch: true })).toBe('field.whole');
  });

  it('tells what is no number from what is missing', () => {
    expect(why({ badInput: true, valueMissing: true })).toBe('field.number');
    expect(why({ valueMissing: true })).toBe('field.missing');
    expect(why({ typeMismatch: true }, { type: 'email' })).toBe('field.form');
  });

  it('is left to the browser where we have no words', () => {
    expect(why({})).toBeNull();
    expect(why({ rangeOverflow: true }, { type: 'date', max: '2026-11-27' })).toBeNull();
  });
});
