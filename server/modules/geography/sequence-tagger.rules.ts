/** One text as features: for every word the names of what is true of it. */
export type FeatureSequence = readonly (readonly string[])[];

export interface TaggedSequence {
  readonly features: FeatureSequence;
  /** One label a word, as a number below `labels`. */
  readonly tags: readonly number[];
}

export interface SequenceTagger {
  /** The likeliest labels; `lean` is added to the score of label 0 of every word (negative finds more). */
  tag(features: FeatureSequence, lean?: number): number[];
}

interface Options {
  readonly labels: number;
  readonly rounds: number;
  readonly rate?: number;
  readonly decay?: number;
  readonly fewest?: number;
}

interface Model {
  readonly labels: number;
  readonly ids: ReadonlyMap<string, number>;
  readonly weights: Float64Array;
  /** From label × to label; the last row is the start. */
  readonly steps: Float64Array;
}

function nameFeatures(texts: readonly TaggedSequence[], fewest: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of texts)
    for (const list of features) for (const name of list) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ids = new Map<string, number>();
  for (const [name, count] of counts) if (count >= fewest) ids.set(name, ids.size);
  return ids;
}

const numbered = (ids: ReadonlyMap<string, number>, features: FeatureSequence): Int32Array[] =>
  features.map((list) => Int32Array.from(list.flatMap((name) => ids.get(name) ?? [])));

function scoreWords(model: Model, words: readonly Int32Array[]): Float64Array {
  const { labels, weights } = model;
  const scores = new Float64Array(words.length * labels);
  words.forEach((ids, at) => {
    for (const id of ids)
      for (let label = 0; label < labels; label++)
        scores[at * labels + label] = (scores[at * labels + label] ?? 0) + (weights[id * labels + label] ?? 0);
  });
  return scores;
}

function logSum(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}

/** Log sums over all paths from the left and from the right. */
function bothWays(model: Model, scores: Float64Array, length: number) {
  const { labels, steps } = model;
  const left = new Float64Array(length * labels);
  const right = new Float64Array(length * labels);
  const terms = new Float64Array(labels);
  for (let at = 0; at < length; at++)
    for (let to = 0; to < labels; to++) {
      const own = scores[at * labels + to] ?? 0;
      if (at === 0) {
        left[to] = own + (steps[labels * labels + to] ?? 0);
        continue;
      }
      for (let from = 0; from < labels; from++)
        terms[from] = (left[(at - 1) * labels + from] ?? 0) + (steps[from * labels + to] ?? 0);
      left[at * labels + to] = own + logSum(terms);
    }
  for (let at = length - 2; at >= 0; at--)
    for (let from = 0; from < labels; from++) {
      for (let to = 0; to < labels; to++)
        terms[to] =
          (steps[from * labels + to] ?? 0) +
          (scores[(at + 1) * labels + to] ?? 0) +
          (right[(at + 1) * labels + to] ?? 0);
      right[at * labels + from] = logSum(terms);
    }
  return { left, right, total: logSum(left.subarray((length - 1) * labels, length * labels)) };
}

/** One step of gradient ascent on the likelihood of one text (adaptive rate for each weight). */
function learnFrom(input: {
  model: Model;
  words: readonly Int32Array[];
  tags: readonly number[];
  squares: Float64Array;
  stepSquares: Float64Array;
  rate: number;
  decay: number;
}): void {
  const { model, words, tags, squares, stepSquares, rate, decay } = input;
  const { labels, weights, steps } = model;
  const scores = scoreWords(model, words);
  const { left, right, total } = bothWays(model, scores, words.length);
  const change = (values: Float64Array, sums: Float64Array, at: number, raw: number): void => {
    const gradient = raw - decay * (values[at] ?? 0);
    const sum = (sums[at] ?? 0) + gradient * gradient;
    sums[at] = sum;
    values[at] = (values[at] ?? 0) + (rate * gradient) / Math.sqrt(sum + 1e-6);
  };
  const stepGradient = new Float64Array(steps.length);
  words.forEach((ids, at) => {
    for (let label = 0; label < labels; label++) {
      const likely = Math.exp((left[at * labels + label] ?? 0) + (right[at * labels + label] ?? 0) - total);
      const raw = (tags[at] === label ? 1 : 0) - likely;
      if (Math.abs(raw) > 1e-5) for (const id of ids) change(weights, squares, id * labels + label, raw);
      if (at === 0) stepGradient[labels * labels + label] = raw;
    }
    if (at === 0) return;
    for (let from = 0; from < labels; from++)
      for (let to = 0; to < labels; to++) {
        const likely = Math.exp(
          (left[(at - 1) * labels + from] ?? 0) +
            (steps[from * labels + to] ?? 0) +
            (scores[at * labels + to] ?? 0) +
            (right[at * labels + to] ?? 0) -
            total,
        );
        const seen = tags[at - 1] === from && tags[at] === to ? 1 : 0;
        stepGradient[from * labels + to] = (stepGradient[from * labels + to] ?? 0) + seen - likely;
      }
  });
  stepGradient.forEach((raw, at) => change(steps, stepSquares, at, raw));
}

function bestPath(model: Model, scores: Float64Array, length: number): number[] {
  const { labels, steps } = model;
  const best = new Float64Array(length * labels);
  const came = new Int8Array(length * labels);
  for (let at = 0; at < length; at++)
    for (let to = 0; to < labels; to++) {
      let most = at === 0 ? (steps[labels * labels + to] ?? 0) : -Infinity;
      if (at > 0)
        for (let from = 0; from < labels; from++) {
          const value = (best[(at - 1) * labels + from] ?? 0) + (steps[from * labels + to] ?? 0);
          if (value <= most) continue;
          most = value;
          came[at * labels + to] = from;
        }
      best[at * labels + to] = most + (scores[at * labels + to] ?? 0);
    }
  const path = new Array<number>(length).fill(0);
  let label = 0;
  for (let to = 1; to < labels; to++)
    if ((best[(length - 1) * labels + to] ?? 0) > (best[(length - 1) * labels + label] ?? 0)) label = to;
  for (let at = length - 1; at >= 0; at--) {
    path[at] = label;
    label = came[at * labels + label] ?? 0;
  }
  return path;
}

/**
 * A linear-chain conditional random field, fitted by stochastic gradient ascent in a fixed order:
 * the same texts give the same tagger.
 */
export function fitSequenceTagger(texts: readonly TaggedSequence[], options: Options): SequenceTagger {
  const { labels, rounds, rate = 0.2, decay = 0.002, fewest = 1 } = options;
  const ids = nameFeatures(texts, fewest);
  const model: Model = {
    labels,
    ids,
    weights: new Float64Array(ids.size * labels),
    steps: new Float64Array((labels + 1) * labels),
  };
  const squares = new Float64Array(model.weights.length);
  const stepSquares = new Float64Array(model.steps.length);
  const prepared = texts
    .filter(({ features }) => features.length > 0)
    .map(({ features, tags }) => ({ words: numbered(ids, features), tags }));
  for (let round = 0; round < rounds; round++)
    for (const { words, tags } of prepared) learnFrom({ model, words, tags, squares, stepSquares, rate, decay });
  return {
    tag: (features, lean = 0) => {
      if (features.length === 0) return [];
      const scores = scoreWords(model, numbered(ids, features));
      for (let at = 0; at < features.length; at++) scores[at * labels] = (scores[at * labels] ?? 0) + lean;
      return bestPath(model, scores, features.length);
    },
  };
}
