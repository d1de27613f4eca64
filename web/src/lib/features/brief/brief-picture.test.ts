import { expect, it } from 'vitest';
import { lay, wrap } from './brief-picture.ts';

const measure = (text: string) => [...text].length * 10;
const lines = (text: string, width: number) => wrap({ text, font: '', width, measure });

it('breaks between words, keeps paragraphs, and breaks a word that is longer than a line', () => {
  expect(lines('one two three', 70)).toEqual(['one two', 'three']);
  expect(lines('one\ntwo', 500)).toEqual(['one', 'two']);
  expect(lines('abcdefghij kl', 40)).toEqual(['abcd', 'efgh', 'ij', 'kl'].slice(0, 2).concat(['ij', 'kl']));
});

it('never breaks within a sign of Devanagari', () => {
  for (const line of lines('क्षत्रियकार्रवाई', 40)) expect(line).not.toMatch(/^[\u093e-\u094d]/u);
});

it('lays every line of every block, and makes the page higher when it must', () => {
  const block = (n: number) => ({ key: 'k', heading: 'H', lines: Array.from({ length: n }, () => ({ text: 'x' })) });
  const short = lay({ title: 'T', blocks: [block(3)], measure });
  expect(short.pieces.map(({ text }) => text)).toEqual(['T', 'H', 'x', 'x', 'x']);
  expect(short.height).toBe(1754);
  const long = lay({ title: 'T', blocks: [block(80)], measure });
  expect(long.height).toBeGreaterThan(long.pieces.at(-1)?.y ?? Infinity);
  expect(long.pieces.every(({ y }, at) => at === 0 || y > (long.pieces[at - 1]?.y ?? 0))).toBe(true);
});
