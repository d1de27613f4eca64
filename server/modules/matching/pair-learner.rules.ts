import { fitBoostedTrees, type RowJudge } from '../assessment/boosted-trees.rules.ts';
import type { Example, ExplainableClassifier } from '../assessment/classifier.types.ts';
import { fitDenseLogistic } from '../assessment/dense-logistic.rules.ts';
import { fitLogLinear } from '../assessment/log-linear.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import { foldsByText } from './pair-folds.rules.ts';
import { pairFeatures } from './pair-features.rules.ts';
import { pairVector, type PairRarities } from './pair-vector.rules.ts';
import { createRarity } from './rarity.rules.ts';
import { profileOf, type TextProfile } from './text-profile.rules.ts';

export interface TextPair {
  readonly a: string;
  readonly b: string;
}

export interface LabelledPair extends TextPair {
  readonly isSame: boolean;
}

export interface PairLearner {
  /** 0..1: how surely the two texts say the same. */
  score(pair: TextPair): number;
  /** Score from which on a pair counts as the same. */
  readonly threshold: number;
}

const FOLDS = 5;
const TREES = { trees: 260, depth: 5, rate: 0.05, rowShare: 0.6, columnShare: 0.4, leastLeaf: 8 } as const;
const TREE_SHARE = 0.75;
/** Of thresholds that differ in F1 by no more than this the highest is taken: other streams hold fewer positives. */
const SLACK = 0.004;

function createProfiles(): (text: string) => TextProfile {
  const known = new Map<string, TextProfile>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = profileOf(normalise(text));
    known.set(text, made);
    return made;
  };
}

function raritiesOf(texts: Iterable<TextProfile>): PairRarities {
  const rarities = { words: createRarity<string>(), threes: createRarity<number>(), fours: createRarity<number>() };
  for (const { content, grams } of texts) {
    rarities.words.add(content);
    rarities.threes.add(grams[1]);
    rarities.fours.add(grams[2]);
  }
  return rarities;
}

const scoreBy = (model: ExplainableClassifier, features: Example['features']): number =>
  model.classify(features).find(({ label }) => label === '1')?.score ?? 0;

/** The highest threshold whose F1 is almost the best. */
export function steadyThreshold({ scores, truth }: { scores: readonly number[]; truth: readonly boolean[] }): number {
  const order = scores.map((score, at) => ({ score, isSame: truth[at] ?? false })).sort((a, b) => b.score - a.score);
  const positives = truth.filter(Boolean).length;
  let hits = 0;
  const quality = order.map(({ isSame }, at) => {
    if (isSame) hits++;
    return (2 * hits) / (at + 1 + positives);
  });
  const best = Math.max(...quality, 0);
  return order[quality.findIndex((value) => value >= best - SLACK)]?.score ?? 0.5;
}

interface Stacked {
  readonly words: ExplainableClassifier;
  readonly judge: RowJudge;
}

/** Trees and a logistic regression over the same numbers, averaged. */
function fitJudge(rows: readonly Float64Array[], truth: Uint8Array, seed: number): RowJudge {
  const trees = fitBoostedTrees({ rows, truth }, { ...TREES, seed });
  const linear = fitDenseLogistic({ rows, truth });
  return (row) => TREE_SHARE * trees(row) + (1 - TREE_SHARE) * linear(row);
}

/**
 * Learns when two texts say the same. Five models are fitted, each without one fifth of the pairs (texts that occur in several
 * pairs stay together); the fifths set the threshold, the mean of the five answers for new pairs.
 */
export function learnPairs(pairs: readonly LabelledPair[]): PairLearner {
  const profile = createProfiles();
  for (const { a, b } of pairs) [a, b].forEach(profile);
  const rarities = raritiesOf(new Set(pairs.flatMap(({ a, b }) => [profile(a), profile(b)])));
  const numbersOf = (pair: TextPair): number[] => pairVector({ a: profile(pair.a), b: profile(pair.b), rarities });
  const wordsOf = (pair: TextPair) => pairFeatures({ a: profile(pair.a), b: profile(pair.b) });
  const folds = foldsByText({ pairs, folds: FOLDS });
  const examples = pairs.map((pair): Example => ({
    features: wordsOf(pair),
    label: pair.isSame ? '1' : '0',
    weight: 1,
  }));
  const numbers = pairs.map(numbersOf);
  const wordModels = Array.from({ length: FOLDS }, (_, fold) =>
    fitLogLinear(
      examples.filter((_example, at) => folds[at] !== fold),
      { rounds: 5, rate: 0.3 },
    ),
  );
  const rows = pairs.map((_, at) => {
    const model = wordModels[folds[at] ?? 0];
    const example = examples[at];
    return Float64Array.from([...(numbers[at] ?? []), model && example ? scoreBy(model, example.features) : 0]);
  });
  const scores = new Array<number>(pairs.length).fill(0);
  const stacks = wordModels.map((words, fold): Stacked => {
    const own = pairs.map((_, at) => at).filter((at) => folds[at] !== fold);
    const judge = fitJudge(
      own.map((at) => rows[at] ?? new Float64Array()),
      Uint8Array.from(own, (at) => (pairs[at]?.isSame ? 1 : 0)),
      fold + 1,
    );
    rows.forEach((row, at) => {
      if (folds[at] === fold) scores[at] = judge(row);
    });
    return { words, judge };
  });
  return {
    threshold: steadyThreshold({ scores, truth: pairs.map(({ isSame }) => isSame) }),
    score(pair) {
      const own = numbersOf(pair);
      const features = wordsOf(pair);
      let sum = 0;
      for (const { words, judge } of stacks) sum += judge(Float64Array.from([...own, scoreBy(words, features)]));
      return sum / stacks.length;
    },
  };
}
