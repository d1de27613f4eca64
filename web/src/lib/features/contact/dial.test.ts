import { expect, it } from 'vitest';
import { mayDial } from './dial.ts';

const rule = { isHidden: false, mayCall: true, isNow: true, hours: null, words: '' } as const;

it('dials with one press only where nothing that is said of calling forbids it now', () => {
  expect([null, rule].map(mayDial)).toEqual([true, true]);
  expect([{ ...rule, mayCall: false }, { ...rule, isNow: false }, { isHidden: true } as const].map(mayDial)).toEqual([
    false,
    false,
    false,
  ]);
});
