import { expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { settleDoubtful, settleShares } from './doubtful-labels.rules.ts';
import { gramsOf } from './grams.rules.ts';

it('believes a label that fits, doubts one that labellers often left out', () => {
  // Half of the ones were left unmarked, and hardly a nought was marked.
  const taught = [...new Array<number>(40).fill(0.95), ...new Array<number>(80).fill(0.05)];
  const said = taught.map((share, at) => share > 0.5 && at % 2 === 0);
  const shares = settleShares({ taught, said });
  expect(shares[0]).toBeGreaterThan(0.98);
  expect(shares[1]).toBeGreaterThan(0.8);
  expect(shares[100]).toBeLessThan(0.05);
});

const example = (text: string, label: string, weight: number): Example => ({
  features: gramsOf(normalise(text)),
  label,
  weight,
});
const trusted = Array.from({ length: 50 }, (_, at) => [
  example(`bike chori ho gayi gali ${at}`, '1', 1),
  example(`thank you team ward ${at}`, '0', 1),
]).flat();

it('weighs both labels of a doubtful example by what trusted ones teach', () => {
  const missed = example('bike chori ho gayi', '0', 0.25);
  const settled = settleDoubtful({ examples: [...trusted, missed], options: {}, factor: 2 });
  const weights = settled.slice(trusted.length).map(({ label, weight }) => [label, weight] as const);
  expect(weights.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(0.5, 1);
  const [yes = 0, no = 0] = ['1', '0'].map((label) => weights.find(([name]) => name === label)?.[1] ?? 0);
  expect(yes).toBeGreaterThan(no);
});

it('leaves examples alone where nothing is doubted or too little is trusted', () => {
  expect(settleDoubtful({ examples: trusted, options: {}, factor: 2 })).toBe(trusted);
  const few = [...trusted.slice(0, 10), example('chori', '0', 0.25)];
  expect(settleDoubtful({ examples: few, options: {}, factor: 2 })).toBe(few);
});
