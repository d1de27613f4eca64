import { expect, it } from 'vitest';
import { calibration, drift, qualityByLanguage } from './quality.rules.ts';

const DAY = 24 * 60 * 60_000;
const row = (over: object) => ({
  language: 'hi',
  answer: 'act',
  category: 'theft',
  urgency: 'normal',
  saidAnswer: 'act',
  saidScore: 0.95,
  saidCategory: 'theft',
  saidUrgency: 'normal',
  at: 100 * DAY,
  ...over,
});

const rows = [
  row({}),
  row({ saidCategory: 'traffic', urgency: 'urgent' }),
  row({ answer: 'no-details', category: null, saidAnswer: 'ask-back' }),
  // Plucked out of what was filtered.
  row({ saidAnswer: 'praise', saidScore: 0.05 }),
  row({ language: 'mr', answer: 'praise', category: null, saidScore: 0.65 }),
  // Only its urgency was corrected: it says nothing of the answer.
  row({ answer: null, at: 10 * DAY }),
];

it('counts what was kept, filtered and plucked, for all and by language', () => {
  const [all, hindi, marathi] = qualityByLanguage(rows);
  expect(all).toMatchObject({ language: 'all', n: 5, precision: 3 / 4, recall: 3 / 4, lookedAt: 1, plucked: 1 });
  expect(hindi).toMatchObject({ language: 'hi', n: 4, precision: 1, category: 2 / 3, urgency: 2 / 3 });
  expect(marathi).toMatchObject({ language: 'mr', n: 1, precision: 0, recall: null });
});

it('compares what was said with what was, by tenths', () => {
  expect(calibration(rows)).toEqual([
    { from: 0, n: 1, said: 0.05, was: 1 },
    { from: 0.6, n: 1, said: 0.65, was: 0 },
    { from: 0.9, n: 3, said: expect.closeTo(0.95) as number, was: 1 },
  ]);
});

it('tells weeks apart, oldest first, and leaves empty ones out', () => {
  const weeks = drift([...rows, row({ at: 90 * DAY })], { now: 101 * DAY, weeks: 4 });
  expect(weeks.map(({ n }) => n)).toEqual([1, 5]);
  expect(weeks[0]?.from).toBe(87 * DAY);
});
