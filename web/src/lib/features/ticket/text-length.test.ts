import { expect, it } from 'vitest';
import { lengthOn } from './text-length.ts';

it('counts Devanagari once and pictures twice on X', () => {
  expect(lengthOn({ text: 'abc', channel: 'x' })).toBe(3);
  expect(lengthOn({ text: 'दर्ज', channel: 'x' })).toBe(4);
  expect(lengthOn({ text: '🙏', channel: 'x' })).toBe(2);
  expect(lengthOn({ text: '🙏', channel: 'email' })).toBe(1);
});
