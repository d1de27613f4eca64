import { expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { assessText, heldBack, shareOf } from './heldback.testing.ts';
import { starterAnswers } from './starter-answers.rules.ts';
import { starterCategories } from './starter-pleas.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

interface DeskRow {
  /** `act`, or the reason why not. */
  readonly label: string;
  readonly category: string | null;
  readonly urgency: string;
  readonly text: string;
}

const rows = heldBack<DeskRow>('desk');
const read = rows.map((row) => ({ row, said: assessText(row.text) }));
type Read = (typeof read)[number];
const isNeeded = ({ row }: Read): boolean => row.label === 'act' || row.label === 'no-details';
const isKept = ({ said }: Read): boolean => said.answer !== 'not-for-us';

it('was written before what teaches, and none of it is taught', () => {
  const lessons = [...starterAnswers(), ...starterCategories(), ...starterUrgencies()];
  const taught = new Set(lessons.map(({ text }) => normalise(text).fold));
  for (const { text } of rows) expect(taught).not.toContain(normalise(text).fold);
});

it('shows a person nearly all that matters, and filters most of the rest', () => {
  expect(shareOf(read.filter(isNeeded), isKept)).toBeGreaterThanOrEqual(0.98);
  expect(
    shareOf(
      read.filter((one) => !isNeeded(one)),
      (one) => !isKept(one),
    ),
  ).toBeGreaterThanOrEqual(0.6);
});

it('tells what it is about', () => {
  const acts = read.filter(({ row }) => row.label === 'act');
  const categories = [...new Set(acts.map(({ row }) => row.category))];
  const each = categories.map((category) => {
    const hits = acts.filter(({ row, said }) => row.category === category && said.category === category).length;
    const either =
      acts.filter(({ row }) => row.category === category).length +
      acts.filter(({ said }) => said.category === category).length;
    return (2 * hits) / either;
  });
  expect(each.reduce((sum, value) => sum + value, 0) / each.length).toBeGreaterThanOrEqual(0.75);
});

// The goal is one in twenty false: this set, harder than the others, has 10 of 142. Recall goes first.
it('sees danger to life, and seldom where there is none', () => {
  const isDanger = ({ row }: Read): boolean => row.urgency === 'life-risk';
  const isAlarm = ({ said }: Read): boolean => said.urgency === 'life-risk';
  expect(shareOf(read.filter(isDanger), isAlarm)).toBeGreaterThanOrEqual(0.95);
  expect(
    shareOf(
      read.filter((one) => !isDanger(one)),
      isAlarm,
    ),
  ).toBeLessThanOrEqual(0.075);
});
