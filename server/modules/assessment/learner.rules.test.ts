import { expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { featuresOf } from './features.rules.ts';
import { chooseThresholds, halfOfExpectedF1 } from './learner.rules.ts';
import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';
import { fitNaturalBayes } from './natural-bayes.rules.ts';

const example = (text: string, label: string): Example => ({ features: featuresOf(normalise(text)), label, weight: 1 });
const places = ['lucknow', 'agra', 'meerut', 'jhansi', 'mathura', 'banda', 'etah', 'gonda', 'hapur', 'unnao'];
const examples = places.flatMap((place) => [
  example(`bike chori ho gayi ${place}`, '1'),
  example(`thank you team ${place}`, '0'),
]);

it.each([
  ['our own', fitLogLinear],
  ['our own counting', fitNaiveBayes],
  ['the library’s', fitNaturalBayes],
])('%s classifier learns from examples and its scores add up to one', (_, fit) => {
  const scored = fit(examples).classify(example('scooty chori', '?').features);
  expect(scored[0]?.label).toBe('1');
  expect(scored.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
});

it('fits the same weights every time', () => {
  const [first, second] = [fitLogLinear(examples), fitLogLinear(examples)].map((model) =>
    model.classify(example('chori agra', '?').features),
  );
  expect(first).toEqual(second);
});

it('chooses the threshold of the best F1 and the one that keeps 98 %', () => {
  const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.1];
  const truth = [true, true, true, false, false, true];
  expect(chooseThresholds({ scores, truth })).toEqual({ best: 0.7, keep: 0.1 });
  expect(chooseThresholds({ scores: [], truth: [] })).toEqual({ best: 0.5, keep: 0 });
});

it('expects the best F1 at half of what the probabilities promise', () => {
  expect(halfOfExpectedF1([1, 1, 0, 0])).toBe(0.5);
  // Taking the first two promises 2 × 1.4 / (2 + 1.6).
  expect(halfOfExpectedF1([0.1, 0.8, 0.6, 0.1])).toBeCloseTo(1.4 / 3.6);
  expect(halfOfExpectedF1([])).toBe(0);
});
