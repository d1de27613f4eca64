import { describe, expect, it } from 'vitest';
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

const isDanger = (row: DangerRow): boolean => row.urgency === 'life-risk';

/**
 * Each set was written by somebody who knew no lesson and no list. The second was measured when it came, and not taught by since.
 * Half of the harmless ones of the third were made to sound like danger; its sister half was taught, by the same hand.
 */
describe.each([
  { set: 'danger', found: 0.97, falsely: 0.05 },
  { set: 'danger-2', found: 0.94, falsely: 0.05 },
  { set: 'danger-3', found: 0.9, falsely: 0.16 },
  { set: 'danger-4', found: 0.95, falsely: 0.08 },
])('of the held-back set $set', ({ set, found, falsely }) => {
  const rows = heldBack<DangerRow>(set);
  const read = rows.map((row) => ({ row, said: assessText(row.text) }));
  type Read = (typeof read)[number];
  const isAlarm = ({ said }: Read): boolean => said.urgency === 'life-risk';
  const isKept = ({ said }: Read): boolean => said.answer !== 'not-for-us';

  it('nothing is taught', () => {
    const taught = new Set([...starterAnswers(), ...starterUrgencies()].map(({ text }) => normalise(text).fold));
    for (const { text } of rows) expect(taught).not.toContain(normalise(text).fold);
  });

  it('no plea is buried, and none in danger of life', () => {
    const pleas = read.filter(({ row }) => row.actionable);
    expect(shareOf(pleas, isKept)).toBeGreaterThanOrEqual(0.98);
    const inDanger = read.filter(({ row }) => isDanger(row));
    expect(shareOf(inDanger, isKept)).toBe(1);
  });

  it('danger that is told by circumstances is seen, and seldom where words of danger stand without any', () => {
    const [danger, rest] = [read.filter(({ row }) => isDanger(row)), read.filter(({ row }) => !isDanger(row))];
    expect(shareOf(danger, isAlarm)).toBeGreaterThanOrEqual(found);
    expect(shareOf(rest, isAlarm)).toBeLessThanOrEqual(falsely);
  });
});
