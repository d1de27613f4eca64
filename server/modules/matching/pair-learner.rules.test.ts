import { describe, expect, it } from 'vitest';
import { fitBoostedTrees } from '../assessment/boosted-trees.rules.ts';
import { fitDenseLogistic } from '../assessment/dense-logistic.rules.ts';
import { alignWords } from './alignment.rules.ts';
import { editDistance, levenshtein } from './distance.rules.ts';
import { foldsByText } from './pair-folds.rules.ts';
import { learnPairs, steadyThreshold } from './pair-learner.rules.ts';

/** Class 1 where exactly one of two numbers is above a half: no straight line parts it. */
const crossed = Array.from({ length: 400 }, (_, at) => Float64Array.of((at % 20) / 20, Math.floor(at / 20) / 20));
const crossedTruth = Uint8Array.from(crossed, ([x = 0, y = 0]) => (x > 0.5 === y > 0.5 ? 0 : 1));
const rightOf = (judge: (row: Float64Array) => number): number =>
  crossed.filter((row, at) => judge(row) > 0.5 === (crossedTruth[at] === 1)).length / crossed.length;

describe('learners over a few numbers', () => {
  it('trees bend where a line cannot', () => {
    const trees = fitBoostedTrees({ rows: crossed, truth: crossedTruth }, { trees: 60, columnShare: 1 });
    expect(rightOf(trees)).toBeGreaterThan(0.95);
    expect(rightOf(fitDenseLogistic({ rows: crossed, truth: crossedTruth }))).toBeLessThan(0.75);
  });

  it('a line finds a plain slope', () => {
    const truth = Uint8Array.from(crossed, ([x = 0]) => (x > 0.4 ? 1 : 0));
    const judge = fitDenseLogistic({ rows: crossed, truth });
    expect(judge(Float64Array.of(0.9, 0.5))).toBeGreaterThan(0.8);
    expect(judge(Float64Array.of(0.1, 0.5))).toBeLessThan(0.2);
  });

  it('gives the same answer when fitted again', () => {
    const row = Float64Array.of(0.3, 0.7);
    const fit = () => fitBoostedTrees({ rows: crossed, truth: crossedTruth }, { trees: 20 })(row);
    expect(fit()).toBe(fit());
  });
});

it('aligns words and names what stands in their place', () => {
  expect(alignWords(['two', 'boys', 'fled', 'now'], ['three', 'boys', 'fled'])).toEqual({
    common: 2,
    run: 2,
    replaced: [{ a: ['two'], b: ['three'] }],
    inserted: [['now']],
  });
});

it('counts the same edits as the library', () => {
  for (const [a, b] of [
    ['hazratganj', 'hajratgunj'],
    ['', 'abc'],
    ['thana', 'thaane'],
  ] as const)
    expect(editDistance(a, b)).toBe(levenshtein(a, b));
});

it('never parts a text over two folds', () => {
  const pairs = Array.from({ length: 60 }, (_, at) => ({ a: `t${at % 17}`, b: `t${(at * 7) % 31}` }));
  const folds = foldsByText({ pairs, folds: 5 });
  const foldOf = new Map<string, number>();
  pairs.forEach(({ a, b }, at) => {
    for (const text of [a, b]) {
      expect(foldOf.get(text) ?? folds[at]).toBe(folds[at]);
      foldOf.set(text, folds[at] ?? -1);
    }
  });
});

it('takes the highest of thresholds that are as good', () => {
  expect(steadyThreshold({ scores: [0.9, 0.8, 0.7, 0.1], truth: [true, true, true, false] })).toBe(0.7);
});

it('learns that another number is another matter, and another adverb is not', () => {
  const places = ['market', 'temple', 'school', 'bridge', 'station', 'college', 'hospital', 'garden'];
  const pairs = Array.from({ length: 240 }, (_, at) => {
    const place = places[at % places.length] ?? '';
    const a = `bus ${100 + at} hit a wall quickly near the ${place}`;
    const isSame = at % 2 === 0;
    return { a, b: isSame ? a.replace('quickly', 'suddenly') : a.replace(String(100 + at), String(500 + at)), isSame };
  });
  const learner = learnPairs(pairs);
  const asked = 'bus 777 hit a wall quickly near the garden';
  expect(learner.score({ a: asked, b: asked.replace('quickly', 'suddenly') })).toBeGreaterThan(learner.threshold);
  expect(learner.score({ a: asked, b: asked.replace('777', '999') })).toBeLessThan(learner.threshold);
});
