import type { Features, ScoredLabel, StoredClassifier } from './classifier.types.ts';
import { writeLinearModel } from './linear-bytes.rules.ts';
import { createLookup, weigh } from './sparse.rules.ts';

/** Weights of a linear classifier over weighed features, and how its margins become probabilities. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** Feature of each column, in growing order. */
  readonly ids: Int32Array;
  /** Inverse document frequency of each column. */
  readonly rarity: Float32Array;
  /** Length that every block of features is brought to. */
  readonly scales: readonly number[];
  /** Column by column one weight for each separator, so that one message touches few cache lines. */
  readonly weights: Float32Array;
  /** One for each separator: of two labels there is one, for the second label; else one a label. */
  readonly bias: readonly number[];
  /** Probability is the softmax (of two labels: the logistic function) of slope × margin + offset. */
  readonly slope: number;
  readonly offsets: readonly number[];
}

/** Of two labels one separator speaks for the second; of more, each has its own. */
export const separatorsOf = (labels: readonly string[]): number => (labels.length === 2 ? 1 : labels.length);

function softmax(scores: number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Probabilities of the labels out of the margins of their separators. */
export function probabilitiesOf(input: {
  margins: ArrayLike<number>;
  slope: number;
  offsets: readonly number[];
}): number[] {
  const { margins, slope, offsets } = input;
  const scores = offsets.map((offset, at) => slope * (margins[at] ?? 0) + offset);
  return scores.length === 1 ? softmax([0, scores[0] ?? 0]) : softmax(scores);
}

const MOST_COLUMNS = 1 << 14;

/** The classifier that a model describes. */
export function createLinearClassifier(model: LinearModel): StoredClassifier {
  const { labels, ids, rarity, scales, weights, bias, slope, offsets } = model;
  const width = bias.length;
  const lookup = createLookup(ids);
  const columns = new Int32Array(MOST_COLUMNS);
  const values = new Float32Array(MOST_COLUMNS);
  const margins = new Float64Array(width);
  const read = (features: Features): void => {
    const found = weigh({ features, lookup, rarity, scales, columns, values, from: 0 });
    for (let at = 0; at < width; at++) margins[at] = bias[at] ?? 0;
    for (let index = 0; index < found; index++) {
      const from = (columns[index] ?? 0) * width;
      const value = values[index] ?? 0;
      for (let at = 0; at < width; at++) margins[at] = (margins[at] ?? 0) + (weights[from + at] ?? 0) * value;
    }
  };
  const rank = (scores: readonly number[]): readonly ScoredLabel[] =>
    labels.map((label, at) => ({ label, score: scores[at] ?? 0 })).sort((a, b) => b.score - a.score);
  return {
    classify(features) {
      if (labels.length < 2) return labels.map((label) => ({ label, score: 1 }));
      read(features);
      return rank(probabilitiesOf({ margins, slope, offsets }));
    },
    weightOf({ feature, label }) {
      const goal = labels.indexOf(label);
      const column = lookup(feature);
      if (goal < 0 || column < 0 || labels.length < 2) return 0;
      const from = column * width;
      if (width === 1) return (goal === 1 ? 1 : -1) * (weights[from] ?? 0);
      let all = 0;
      for (let at = 0; at < width; at++) all += weights[from + at] ?? 0;
      return (weights[from + goal] ?? 0) - all / width;
    },
    toBytes: () => writeLinearModel(model),
  };
}
