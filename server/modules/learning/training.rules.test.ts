import { expect, it } from 'vitest';
import { mayTrain } from './training.rules.ts';

const word = (on: boolean) => ({ on, note: 'No. 12/2026', by: 'off_1', at: 1 });

it.each([
  ['x', null, false],
  ['x', word(true), true],
  ['x', word(false), false],
  ['desk', null, true],
  ['desk', word(false), false],
  ['replay', word(true), false],
])('an account of kind %s with the switch %j may train: %s', (kind, training, expected) => {
  expect(mayTrain({ kind, training })).toBe(expected);
});
