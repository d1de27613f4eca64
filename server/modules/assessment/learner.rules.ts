import type { Example, StoredClassifier } from './classifier.types.ts';
import { createDraw } from './dual-descent.rules.ts';
import { settleDoubtful } from './doubtful-labels.rules.ts';
import { learnLinear, type LinearOptions } from './linear-learner.rules.ts';

export interface Thresholds {
  /** With the best F1. */
  readonly best: number;
  /** The highest that keeps 98 % of the positives. */
  readonly keep: number;
}

const KEPT_SHARE = 0.98;

interface Scored {
  readonly scores: readonly number[];
  /** Whether example i is positive. */
  readonly truth: readonly boolean[];
}

/** Thresholds over scores whose truth is known. */
export function chooseThresholds({ scores, truth }: Scored): Thresholds {
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

const RESAMPLES = 100;
/** Settled doubtful labels are worth more than they were as they stood. */
const DOUBTFUL_FACTOR = 2;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Half of the best F1 that probabilities promise: at that threshold F1 is the best that can be expected
 * (Lipton, Elkan, Naryanaswamy, Optimal thresholding of classifiers to maximize F1 measure, 2014). All scores speak, so that no
 * lucky example decides.
 */
export function halfOfExpectedF1(scores: readonly number[]): number {
  const order = [...scores].sort((a, b) => b - a);
  const positives = order.reduce((sum, score) => sum + score, 0);
  let hits = 0;
  let best = 0;
  order.forEach((score, at) => {
    hits += score;
    best = Math.max(best, (2 * hits) / (at + 1 + positives));
  });
  return best / 2;
}

/** The same of calibrated probabilities, steadier: half of the best F1 that they promise, and of what is kept the middle of a hundred resamples. */
export function chooseSteadyThresholds({ scores, truth }: Scored): Thresholds {
  if (scores.length === 0) return chooseThresholds({ scores, truth });
  const draw = createDraw(7);
  const kept = Array.from({ length: RESAMPLES }, () => {
    const picks = scores.map(() => draw(scores.length));
    return chooseThresholds({
      scores: picks.map((at) => scores[at] ?? 0),
      truth: picks.map((at) => truth[at] ?? false),
    }).keep;
  });
  return { best: halfOfExpectedF1(scores), keep: median(kept) };
}

export interface TextFilter {
  readonly model: StoredClassifier;
  readonly thresholds: Thresholds;
}

/** Fits label `1` against `0`; the thresholds come from held-back scores of the most trusted examples. */
export function learnFilter(examples: readonly Example[], options: LinearOptions = {}): TextFilter {
  const settled = settleDoubtful({ examples, options, factor: DOUBTFUL_FACTOR });
  const { model, heldBack } = learnLinear(settled, options);
  const trust = settled.reduce((most, { weight }) => Math.max(most, weight), 0);
  const trusted = [...settled.keys()].filter((at) => (settled[at]?.weight ?? 0) >= trust);
  const thresholds = chooseSteadyThresholds({
    scores: trusted.map((at) => heldBack[at]?.[1] ?? 0),
    truth: trusted.map((at) => settled[at]?.label === '1'),
  });
  return { model, thresholds };
}
