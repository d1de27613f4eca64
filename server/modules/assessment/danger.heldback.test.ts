import { expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { assessText, heldBack, shareOf } from './heldback.testing.ts';
import { starterAnswers } from './starter-answers.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

interface DangerRow {
  readonly language: string;
  readonly urgency: string;
  readonly actionable: boolean;
  readonly text: string;
}

const rows = heldBack<DangerRow>('danger');
const read = rows.map((row) => ({ row, said: assessText(row.text) }));
type Read = (typeof read)[number];
const isDanger = ({ row }: Read): boolean => row.urgency === 'life-risk';
const isAlarm = ({ said }: Read): boolean => said.urgency === 'life-risk';
const isKept = ({ said }: Read): boolean => said.answer !== 'not-for-us';

it('was written by somebody who knew no lesson, and none of it is taught', () => {
  const taught = new Set([...starterAnswers(), ...starterUrgencies()].map(({ text }) => normalise(text).fold));
  for (const { text } of rows) expect(taught).not.toContain(normalise(text).fold);
});

it('buries no plea, and none in danger of life', () => {
  expect(
    shareOf(
      read.filter(({ row }) => row.actionable),
      isKept,
    ),
  ).toBeGreaterThanOrEqual(0.98);
  expect(shareOf(read.filter(isDanger), isKept)).toBe(1);
});

it('sees danger that is told by circumstances, and seldom where words of danger stand without any', () => {
  expect(shareOf(read.filter(isDanger), isAlarm)).toBeGreaterThanOrEqual(0.9);
  expect(
    shareOf(
      read.filter((one) => !isDanger(one)),
      isAlarm,
    ),
  ).toBeLessThanOrEqual(0.05);
});
