import { calibrate } from './calibration.rules.ts';
import type { Example, StoredClassifier } from './classifier.types.ts';
import { createDraw, separateByLogisticLoss, separateBySquaredHinge, type Separator } from './dual-descent.rules.ts';
import { createLinearClassifier, probabilitiesOf, separatorsOf } from './linear-model.rules.ts';
import { learnVocabulary, toRows, type SparseRows, type Vocabulary } from './sparse.rules.ts';

export interface LinearOptions {
  /** What a miss of a trusted example costs; the more, the closer the weights follow the examples. */
  readonly cost?: number;
  readonly loss?: 'squared-hinge' | 'logistic';
  /** Power of a label's rarity by which its examples cost more: 0 not at all, 1 as if all labels were equally common. */
  readonly balance?: number;
  /** Features found in fewer texts are not learnt. */
  readonly fewest?: number;
  /** Length that each block of features is brought to. */
  readonly scales?: readonly number[];
  /** Parts by which margins are held back for calibration. */
  readonly folds?: number;
}

/** What was learnt, and what it said of the examples while it had not seen them. */
export interface LinearFit {
  readonly model: StoredClassifier;
  readonly labels: readonly string[];
  /** Probabilities of each example's labels by a model that learnt from other groups. */
  readonly heldBack: readonly (readonly number[])[];
}

const DEFAULTS = {
  cost: 0.3,
  loss: 'squared-hinge',
  balance: 0,
  fewest: 1,
  scales: [1, 1, 0.5, 0.5, 0.3],
  folds: 5,
} as const;

/** Part of each example, 0 up to `folds`: groups stay together, and the same every time. */
export function foldsOf({
  examples,
  folds,
  seed = 0,
}: {
  examples: readonly Example[];
  folds: number;
  seed?: number;
}): Int32Array {
  const groups = examples.map(({ group }, at) => (group === undefined || group === '' ? `#${at}` : group));
  const order = [...new Set(groups)];
  const draw = createDraw(seed + 1);
  for (let at = order.length - 1; at > 0; at--) {
    const other = draw(at + 1);
    [order[at], order[other]] = [order[other] ?? '', order[at] ?? ''];
  }
  const partOf = new Map(order.map((group, at) => [group, at % folds]));
  return Int32Array.from(groups, (group) => partOf.get(group) ?? 0);
}

interface Task {
  readonly rows: SparseRows;
  readonly columns: number;
  readonly labels: readonly string[];
  /** Index of each example's label. */
  readonly truth: Int32Array;
  readonly costs: Float64Array;
  readonly loss: 'squared-hinge' | 'logistic';
}

function separate({ task, picks }: { task: Task; picks: Int32Array }): Separator[] {
  const { rows, columns, labels, truth, costs, loss } = task;
  const solve = loss === 'logistic' ? separateByLogisticLoss : separateBySquaredHinge;
  return Array.from({ length: separatorsOf(labels) }, (_, at) => {
    const goal = labels.length === 2 ? 1 : at;
    const sides = Int8Array.from(truth, (label) => (label === goal ? 1 : -1));
    return solve({ rows, picks, sides, costs, columns });
  });
}

function marginsOf({
  rows,
  row,
  separators,
}: {
  rows: SparseRows;
  row: number;
  separators: readonly Separator[];
}): Float64Array {
  return Float64Array.from(separators, ({ weights, bias }) => {
    let sum = bias;
    const end = rows.starts[row + 1] ?? 0;
    for (let at = rows.starts[row] ?? 0; at < end; at++)
      sum += (weights[rows.columns[at] ?? 0] ?? 0) * (rows.values[at] ?? 0);
    return sum;
  });
}

const picksWhere = (folds: Int32Array, isPicked: (fold: number) => boolean): Int32Array =>
  Int32Array.from([...folds.keys()].filter((at) => isPicked(folds[at] ?? 0)));

function holdBack({ task, folds, parts }: { task: Task; folds: Int32Array; parts: number }): Float64Array[] {
  const out = new Array<Float64Array>(folds.length);
  for (let part = 0; part < parts; part++) {
    const separators = separate({ task, picks: picksWhere(folds, (fold) => fold !== part) });
    for (const row of picksWhere(folds, (fold) => fold === part))
      out[row] = marginsOf({ rows: task.rows, row, separators });
  }
  return out;
}

function interleave({ separators, columns }: { separators: readonly Separator[]; columns: number }): Float32Array {
  const width = separators.length;
  const weights = new Float32Array(columns * width);
  separators.forEach((separator, at) => {
    for (let column = 0; column < columns; column++) weights[column * width + at] = separator.weights[column] ?? 0;
  });
  return weights;
}

/** How many times rarer each label is than if all were equally common. */
function raritiesOf({ examples, labels }: { examples: readonly Example[]; labels: readonly string[] }): number[] {
  const sums = new Map<string, number>();
  for (const { label, weight } of examples) sums.set(label, (sums.get(label) ?? 0) + weight);
  const all = [...sums.values()].reduce((total, sum) => total + sum, 0);
  return labels.map((label) => all / labels.length / Math.max(sums.get(label) ?? 0, 1e-6));
}

/** Linear separators over weighed features, calibrated on margins of held-back groups. */
export function learnLinear(examples: readonly Example[], options: LinearOptions = {}): LinearFit {
  const { cost, loss, balance, fewest, scales, folds: parts } = { ...DEFAULTS, ...options };
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const texts = examples.map(({ features }) => features);
  const vocabulary: Vocabulary = learnVocabulary({ texts, fewest });
  const columns = vocabulary.ids.length;
  const rows = toRows({ texts, vocabulary, scales });
  const truth = Int32Array.from(examples, ({ label }) => labels.indexOf(label));
  const rarities = raritiesOf({ examples, labels });
  const costs = Float64Array.from(
    examples,
    ({ weight }, at) => Math.max(weight, 1e-6) * cost * (rarities[truth[at] ?? 0] ?? 1) ** balance,
  );
  const task: Task = { rows, columns, labels, truth, costs, loss };
  const separators = separate({ task, picks: Int32Array.from(examples.keys()) });
  const margins = holdBack({ task, folds: foldsOf({ examples, folds: parts }), parts });
  const calibration = calibrate({ margins, truth: [...truth], weights: examples.map(({ weight }) => weight) });
  const model = createLinearClassifier({
    labels,
    ...vocabulary,
    scales,
    weights: interleave({ separators, columns }),
    bias: separators.map(({ bias }) => bias),
    ...calibration,
  });
  return { model, labels, heldBack: margins.map((row) => probabilitiesOf({ margins: row, ...calibration })) };
}
