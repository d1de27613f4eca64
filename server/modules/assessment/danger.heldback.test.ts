import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import { normalise } from '../language/normalise.rules.ts';
import { hasLink } from './answer-features.rules.ts';
import { assess } from './assess.rules.ts';
import { createStarterModel } from './model.rules.ts';
import { starterAnswers } from './starter-answers.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

interface DangerRow {
  readonly language: string;
  readonly urgency: string;
  readonly actionable: boolean;
  readonly text: string;
}

const rows: readonly DangerRow[] = JSON.parse(
  readFileSync(path.join(projectRoot, 'server/data/language/held-back-danger.json'), 'utf8'),
);
const model = createStarterModel();
const read = rows.map((row) => ({
  row,
  said: assess({
    text: normalise(row.text),
    model,
    hasPlace: true,
    isOutside: false,
    hasMedia: false,
    hasLink: hasLink(row.text),
  }),
}));
type Read = (typeof read)[number];
const share = (list: readonly Read[], holds: (one: Read) => boolean): number => list.filter(holds).length / list.length;
const isDanger = ({ row }: Read): boolean => row.urgency === 'life-risk';
const isAlarm = ({ said }: Read): boolean => said.urgency === 'life-risk';
const isKept = ({ said }: Read): boolean => said.answer !== 'not-for-us';

it('was written by somebody who knew no lesson, and none of it is taught', () => {
  const taught = new Set([...starterAnswers(), ...starterUrgencies()].map(({ text }) => normalise(text).fold));
  for (const { text } of rows) expect(taught).not.toContain(normalise(text).fold);
});

it('buries no plea, and none in danger of life', () => {
  expect(
    share(
      read.filter(({ row }) => row.actionable),
      isKept,
    ),
  ).toBeGreaterThanOrEqual(0.98);
  expect(share(read.filter(isDanger), isKept)).toBe(1);
});

it('sees danger that is told by circumstances, and seldom where words of danger stand without any', () => {
  expect(share(read.filter(isDanger), isAlarm)).toBeGreaterThanOrEqual(0.9);
  expect(
    share(
      read.filter((one) => !isDanger(one)),
      isAlarm,
    ),
  ).toBeLessThanOrEqual(0.05);
});
