import type { Example, ExplainableClassifier } from './classifier.types.ts';
import { fitLogLinear } from './log-linear.rules.ts';

const FOLDS = 5;

/** Scores of `label` for every example, each by a classifier that has not seen it. */
export function crossScores({ examples, label }: { examples: readonly Example[]; label: string }): number[] {
  const scores = new Array<number>(examples.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = fitLogLinear(
      examples.filter((_, at) => at % FOLDS !== fold),
      { rounds: 6 },
    );
    examples.forEach((example, at) => {
      if (at % FOLDS !== fold) return;
      scores[at] = model.classify(example.features).find((entry) => entry.label === label)?.score ?? 0;
    });
  }
  return scores;
}

export interface Thresholds {
  /** With the best F1. */
  readonly best: number;
  /** The highest that keeps 98 % of the positives. */
  readonly keep: number;
}

const KEPT_SHARE = 0.98;

/** Thresholds over scores whose truth is known; `truth[i]` tells whether example i is positive. */
export function chooseThresholds({
  scores,
  truth,
}: {
  scores: readonly number[];
  truth: readonly boolean[];
}): Thresholds {
  const order = scores.map((score, at) => ({ score, positive: truth[at] ?? false })).sort((a, b) => b.score - a.score);
  const positives = order.filter((entry) => entry.positive).length;
  let hits = 0;
  let bestF1 = -1;
  let best = 0.5;
  let keep: number | null = null;
  order.forEach(({ score, positive }, at) => {
    if (positive) hits++;
    const f1 = (2 * hits) / (at + 1 + positives);
    if (f1 > bestF1) {
      bestF1 = f1;
      best = score;
    }
    if (keep === null && hits >= KEPT_SHARE * positives) keep = score;
  });
  return { best, keep: keep ?? 0 };
}

export interface BinaryLearner {
  readonly model: ExplainableClassifier;
  readonly thresholds: Thresholds;
}

/** Fits label `1` against `0` and sets its thresholds by cross-validation. */
export function learnBinary(examples: readonly Example[]): BinaryLearner {
  const scores = crossScores({ examples, label: '1' });
  const thresholds = chooseThresholds({ scores, truth: examples.map((example) => example.label === '1') });
  return { model: fitLogLinear(examples, { rounds: 6 }), thresholds };
}
