import { describe, expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { chooseSteadyThresholds, learnFilter } from './learner.rules.ts';
import { BLOCK_BITS, gramsOf } from './grams.rules.ts';
import { readLinearModel } from './linear-bytes.rules.ts';
import { foldsOf, learnLinear } from './linear-learner.rules.ts';
import { createLinearClassifier } from './linear-model.rules.ts';

const example = (text: string, label: string, more: Partial<Example> = {}): Example => ({
  features: gramsOf(normalise(text)),
  label,
  weight: 1,
  ...more,
});
const places = ['lucknow', 'agra', 'meerut', 'jhansi', 'mathura', 'banda', 'etah', 'gonda', 'hapur', 'unnao'];
const examples = places.flatMap((place) => [
  example(`bike chori ho gayi ${place}`, '1'),
  example(`thank you team ${place}`, '0'),
]);
const three = [...examples, ...places.map((place) => example(`kya time hai ${place}`, '2'))];
const labelOf = (model: ReturnType<typeof learnLinear>['model'], text: string) =>
  model.classify(gramsOf(normalise(text)))[0]?.label;

describe('features', () => {
  it('counts and keeps blocks one after the other', () => {
    const { ids, counts, words } = gramsOf(normalise('chori chori चोरी @uppolice'));
    const blocks = [...ids].map((id) => id >>> BLOCK_BITS);
    expect(blocks).toEqual([...blocks].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...(counts ?? []))).toBeGreaterThan(1);
    expect(new Set(words).size).toBe(1);
  });

  it('are bounded, whatever the text', () => {
    const wild = Array.from({ length: 12_000 }, (_, at) => String.fromCharCode(97 + ((at * at) % 26))).join('');
    expect(gramsOf(normalise(wild)).ids.length).toBeLessThan(17_000);
    expect(gramsOf(normalise('')).words).toEqual([]);
  });
});

describe.each([['squared-hinge'], ['logistic']] as const)('linear classifier by %s', (loss) => {
  it('learns two labels and more, across scripts, with scores that add up to one', () => {
    const two = learnLinear(examples, { loss }).model;
    expect(labelOf(two, 'scooty chori')).toBe('1');
    expect(labelOf(two, 'चोरी हो गई')).toBe('1');
    const { model } = learnLinear(three, { loss });
    expect(labelOf(model, 'time batao kya hai')).toBe('2');
    const scores = model.classify(gramsOf(normalise('thank you'))).map(({ score }) => score);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1);
  });

  it('fits the same weights every time and says which feature weighed', () => {
    const [first, second] = [learnLinear(three, { loss }).model, learnLinear(three, { loss }).model];
    expect(first.toBytes()).toEqual(second.toBytes());
    const feature = gramsOf(normalise('chori')).ids[0] ?? 0;
    expect(first.weightOf({ feature, label: '1' })).toBeGreaterThan(0);
    expect(first.weightOf({ feature, label: '0' })).toBeLessThan(0);
    expect(first.weightOf({ feature, label: 'no such' })).toBe(0);
  });
});

it('lets a rare label speak up where its examples are weighed by their rarity', () => {
  const common = Array.from({ length: 60 }, (_, at) => example(`pani nahi aaya gali ${at}`, 'water'));
  const rare = [example('pani nali gali', 'sewage'), example('nali gali', 'sewage')];
  const separation = (balance: number) =>
    learnLinear([...common, ...rare], { balance }).model.weightOf({
      feature: gramsOf(normalise('nali')).ids[0] ?? 0,
      label: 'sewage',
    });
  expect(separation(1)).toBeGreaterThan(separation(0));
});

it('is read back from its bytes, and bytes of something else are refused', () => {
  const { model } = learnLinear(three);
  const bytes = model.toBytes();
  const back = readLinearModel(bytes);
  if (back === null) throw new Error('not read');
  const features = gramsOf(normalise('bike chori lucknow'));
  const [before, after] = [model.classify(features), createLinearClassifier(back).classify(features)];
  expect(after[0]?.label).toBe(before[0]?.label);
  expect(after[0]?.score).toBeCloseTo(before[0]?.score ?? 0, 3);
  expect(readLinearModel(bytes.subarray(0, bytes.length - 2))).toBeNull();
  expect(readLinearModel(Uint8Array.from([1, 0, 0, 0, 123, 0, 0, 0]))).toBeNull();
  expect(readLinearModel(new Uint8Array(2))).toBeNull();
});

it('learns nothing from nothing, and one label from one', () => {
  expect(learnLinear([]).model.classify(gramsOf(normalise('x')))).toEqual([]);
  expect(labelOf(learnLinear([example('a b', 'only')]).model, 'a')).toBe('only');
});

it('keeps near copies in one part', () => {
  const folds = foldsOf({
    examples: [...Array(40).keys()].map((at) => example('x', '1', { group: `g${at >> 1}` })),
    folds: 5,
  });
  for (let at = 0; at < 40; at += 2) expect(folds[at]).toBe(folds[at + 1]);
  expect(new Set(folds).size).toBe(5);
});

it('learns a filter with thresholds of the trusted examples that it did not fit on', () => {
  const doubtful = places.map((place) => example(`bike chori ho gayi ${place}`, '0', { weight: 0.2 }));
  const { model, thresholds } = learnFilter([...examples, ...doubtful]);
  const score = (text: string) =>
    model.classify(gramsOf(normalise(text))).find(({ label }) => label === '1')?.score ?? 0;
  expect(score('chori ho gayi')).toBeGreaterThan(score('thank you team'));
  expect(score('thank you team')).toBeLessThan(thresholds.keep);
  expect(chooseSteadyThresholds({ scores: [], truth: [] })).toEqual({ best: 0.5, keep: 0 });
});
