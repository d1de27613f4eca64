import type { Example, StoredClassifier } from './classifier.types.ts';
import { createDenseClassifier } from './dense-model.rules.ts';
import { NARROW_SPACE } from './features.rules.ts';

export interface FitOptions {
  readonly rounds?: number;
  readonly rate?: number;
  /** Pull of the weights towards nothing. */
  readonly decay?: number;
  /** By what the weights of a message are multiplied once fitted: more than 1 where few rounds leave the scores too timid. */
  readonly temper?: number;
  /** Places for the weights, a power of two: the more, the fewer features share one. */
  readonly space?: number;
}

function softmax(scores: Float64Array): void {
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  let total = 0;
  for (let label = 0; label < scores.length; label++) {
    const value = Math.exp((scores[label] ?? 0) - top);
    scores[label] = value;
    total += value;
  }
  for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] ?? 0) / total;
}

/** A fixed order that looks shuffled: fitting gives the same weights every time. */
function shuffled(size: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, at) => at);
  let state = (seed + 1) * 0x9e3779b1;
  for (let at = size - 1; at > 0; at--) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    state = (state + 0x6d2b79f5) >>> 0;
    const other = state % (at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/**
 * Multinomial logistic regression over hashed features, fitted by AdaGrad: some hundred thousand small steps, under a second
 * for the starter set. Weights are stored feature by feature, so that one message touches few cache lines.
 */
export function fitLogLinear(examples: readonly Example[], options: FitOptions = {}): StoredClassifier {
  const { rounds = 10, rate = 0.8, decay = 1e-5, temper = 1, space = NARROW_SPACE } = options;
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const indexOf = new Map(labels.map((label, at) => [label, at]));
  const size = labels.length;
  const weights = new Float32Array(space * size);
  const squares = new Float32Array(space * size).fill(1e-2);
  const mask = space - 1;
  const bias = new Float64Array(size);
  const scores = new Float64Array(size);
  const score = (ids: Int32Array): void => {
    const scale = 1 / Math.sqrt(Math.max(ids.length, 1));
    for (let label = 0; label < size; label++) scores[label] = bias[label] ?? 0;
    for (let at = 0; at < ids.length; at++) {
      const from = ((ids[at] ?? 0) & mask) * size;
      for (let label = 0; label < size; label++)
        scores[label] = (scores[label] ?? 0) + (weights[from + label] ?? 0) * scale;
    }
    softmax(scores);
  };
  for (let round = 0; round < rounds; round++) {
    for (const pick of shuffled(examples.length, round)) {
      const example = examples[pick];
      if (example === undefined) continue;
      const { ids } = example.features;
      const goal = indexOf.get(example.label);
      const scale = 1 / Math.sqrt(Math.max(ids.length, 1));
      score(ids);
      for (let label = 0; label < size; label++) {
        const miss = ((label === goal ? 1 : 0) - (scores[label] ?? 0)) * example.weight;
        if (Math.abs(miss) < 1e-4) continue;
        bias[label] = (bias[label] ?? 0) + 0.02 * rate * miss;
        for (let at = 0; at < ids.length; at++) {
          const place = ((ids[at] ?? 0) & mask) * size + label;
          const slope = miss * scale - decay * (weights[place] ?? 0);
          const square = (squares[place] ?? 0) + slope * slope;
          squares[place] = square;
          weights[place] = (weights[place] ?? 0) + (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return createDenseClassifier({ labels, bias: [...bias], weights, temper, shown: 1 });
}
