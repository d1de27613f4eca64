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

/** The same, steadier: the middle of the thresholds of a hundred resamples, so that one lucky example does not decide. */
export function chooseSteadyThresholds({ scores, truth }: Scored): Thresholds {
  if (scores.length === 0) return chooseThresholds({ scores, truth });
  const draw = createDraw(7);
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const picks = scores.map(() => draw(scores.length));
    return chooseThresholds({
      scores: picks.map((at) => scores[at] ?? 0),
      truth: picks.map((at) => truth[at] ?? false),
    });
  });
  return { best: median(drawn.map(({ best }) => best)), keep: median(drawn.map(({ keep }) => keep)) };
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
