import { expect, it } from 'vitest';
import { inTurn, reads, type Waiting } from './waiting.rules.ts';

let num = 0;
const one = (urgency: string, language: string): Waiting => ({
  id: `${urgency}-${language}`,
  num: ++num,
  urgency,
  language,
});
const pool = [
  one('normal', 'mr'),
  one('normal', 'hi'),
  one('urgent', 'en'),
  one('urgent', 'hinglish'),
  one('life-risk', 'mr'),
  one('normal', 'other'),
];
const ids = (languages: string[] | null) => inTurn(pool, languages).map(({ id }) => id);

it('offers danger first, then what is urgent, then the oldest', () => {
  expect(ids(null)).toEqual(['life-risk-mr', 'urgent-en', 'urgent-hinglish', 'normal-mr', 'normal-hi', 'normal-other']);
});

it('offers what an officer does not read last, and danger all the same', () => {
  expect(ids(['hi'])).toEqual([
    'life-risk-mr',
    'urgent-hinglish',
    'normal-hi',
    'normal-other',
    'urgent-en',
    'normal-mr',
  ]);
  expect(ids(['mr'])[0]).toBe('life-risk-mr');
});

it('names a ticket once that was found by two roads', () => {
  expect(inTurn([...pool, ...pool], null)).toHaveLength(pool.length);
});

it('takes Hindi in Roman letters for what readers of Hindi and of English read', () => {
  expect([reads(['hi'], 'hinglish'), reads(['en'], 'hinglish'), reads(['mr'], 'hinglish')]).toEqual([
    true,
    true,
    false,
  ]);
});
