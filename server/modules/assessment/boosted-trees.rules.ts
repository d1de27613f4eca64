/** Rows of equal length; a missing value is any number of its own, such as -1. */
export interface TreeExamples {
  readonly rows: readonly Float64Array[];
  /** 0 or 1 for each row. */
  readonly truth: Uint8Array;
}

export interface TreeOptions {
  readonly trees?: number;
  readonly depth?: number;
  readonly rate?: number;
  /** Share of the rows, and of the columns, that each tree sees. */
  readonly rowShare?: number;
  readonly columnShare?: number;
  /** Fewest rows, weighted by their uncertainty, in a leaf. */
  readonly leastLeaf?: number;
  readonly seed?: number;
}

interface Tree {
  /** Column asked at each node; -1 for a leaf. Children of node n are 2n+1 and 2n+2. */
  readonly columns: Int16Array;
  readonly limits: Float64Array;
  readonly values: Float64Array;
}

const BINS = 64;
const SHRINK = 4;

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** The same numbers every time: fitting twice gives the same trees. */
function createChance(seed: number): () => number {
  let state = (seed * 0x9e3779b1 + 0x7f4a7c15) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Upper limits of the bins of each column, by equal shares of the rows. */
function limitsOf(rows: readonly Float64Array[], column: number): Float64Array {
  const sorted = Float64Array.from(rows, (row) => row[column] ?? 0).sort();
  const limits: number[] = [];
  for (let bin = 1; bin < BINS; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / BINS)] ?? 0;
    if (limits.length === 0 || value > (limits.at(-1) ?? 0)) limits.push(value);
  }
  return Float64Array.from(limits);
}

function binOf(limits: Float64Array, value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < (limits[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Fit {
  readonly bins: readonly Uint8Array[];
  readonly limits: readonly Float64Array[];
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
  readonly columns: readonly number[];
  readonly leastLeaf: number;
}

interface Split {
  readonly column: number;
  readonly bin: number;
}

const worth = (slope: number, curve: number): number => (slope * slope) / (curve + SHRINK);

/** The question that separates these rows best; null when none helps. */
function bestSplit({ fit, members }: { fit: Fit; members: Int32Array }): Split | null {
  let totalSlope = 0;
  let totalCurve = 0;
  for (const row of members) {
    totalSlope += fit.slopes[row] ?? 0;
    totalCurve += fit.curves[row] ?? 0;
  }
  let best: Split | null = null;
  let bestGain = 1e-3;
  const slopes = new Float64Array(BINS);
  const curves = new Float64Array(BINS);
  for (const column of fit.columns) {
    slopes.fill(0);
    curves.fill(0);
    const bins = fit.bins[column];
    if (bins === undefined) continue;
    for (const row of members) {
      const bin = bins[row] ?? 0;
      slopes[bin] = (slopes[bin] ?? 0) + (fit.slopes[row] ?? 0);
      curves[bin] = (curves[bin] ?? 0) + (fit.curves[row] ?? 0);
    }
    let slope = 0;
    let curve = 0;
    for (let bin = 0; bin < BINS - 1; bin++) {
      slope += slopes[bin] ?? 0;
      curve += curves[bin] ?? 0;
      if (curve < fit.leastLeaf || totalCurve - curve < fit.leastLeaf) continue;
      const gain = worth(slope, curve) + worth(totalSlope - slope, totalCurve - curve) - worth(totalSlope, totalCurve);
      if (gain > bestGain) {
        bestGain = gain;
        best = { column, bin };
      }
    }
  }
  return best;
}

function growTree({ fit, rows, depth, rate }: { fit: Fit; rows: Int32Array; depth: number; rate: number }): Tree {
  const size = 2 ** (depth + 1) - 1;
  const columns = new Int16Array(size).fill(-1);
  const limits = new Float64Array(size);
  const values = new Float64Array(size);
  const grow = (node: number, members: Int32Array, left: number): void => {
    const split = left > 0 ? bestSplit({ fit, members }) : null;
    if (split === null) {
      let slope = 0;
      let curve = 0;
      for (const row of members) {
        slope += fit.slopes[row] ?? 0;
        curve += fit.curves[row] ?? 0;
      }
      values[node] = (rate * slope) / (curve + SHRINK);
      return;
    }
    columns[node] = split.column;
    limits[node] = fit.limits[split.column]?.[split.bin] ?? 0;
    const bins = fit.bins[split.column];
    const isBelow = (row: number): boolean => (bins?.[row] ?? 0) <= split.bin;
    grow(2 * node + 1, members.filter(isBelow), left - 1);
    grow(
      2 * node + 2,
      members.filter((row) => !isBelow(row)),
      left - 1,
    );
  };
  grow(0, rows, depth);
  return { columns, limits, values };
}

function answerOf(tree: Tree, row: Float64Array): number {
  let node = 0;
  for (let column = tree.columns[0] ?? -1; column >= 0; column = tree.columns[node] ?? -1)
    node = 2 * node + ((row[column] ?? 0) < (tree.limits[node] ?? 0) ? 1 : 2);
  return tree.values[node] ?? 0;
}

/** Probability 0..1 that a row is of class 1. */
export type RowJudge = (row: Float64Array) => number;

/**
 * Gradient-boosted trees for a yes-or-no question over a few dozen numbers (logistic loss, second-order steps, columns cut into
 * 64 bins). Two hundred trees over ten thousand rows take a few seconds; judging takes some microseconds.
 */
export function fitBoostedTrees({ rows, truth }: TreeExamples, options: TreeOptions = {}): RowJudge {
  const { trees = 200, depth = 4, rate = 0.06, rowShare = 0.6, columnShare = 0.5, leastLeaf = 6, seed = 1 } = options;
  const width = rows[0]?.length ?? 0;
  const chance = createChance(seed);
  const limits = Array.from({ length: width }, (_, column) => limitsOf(rows, column));
  const bins = limits.map((own, column) => Uint8Array.from(rows, (row) => binOf(own, row[column] ?? 0)));
  const positives = truth.reduce((sum, value) => sum + value, 0);
  const start = Math.log((positives + 1) / (truth.length - positives + 1));
  const sums = new Float64Array(rows.length).fill(start);
  const slopes = new Float64Array(rows.length);
  const curves = new Float64Array(rows.length);
  const forest: Tree[] = [];
  for (let round = 0; round < trees; round++) {
    for (let row = 0; row < rows.length; row++) {
      const guess = sigmoid(sums[row] ?? 0);
      slopes[row] = (truth[row] ?? 0) - guess;
      curves[row] = guess * (1 - guess);
    }
    const seen = Int32Array.from({ length: rows.length }, (_, at) => at).filter(() => chance() < rowShare);
    const columns = limits.map((_, column) => column).filter(() => chance() < columnShare);
    const tree = growTree({ fit: { bins, limits, slopes, curves, columns, leastLeaf }, rows: seen, depth, rate });
    forest.push(tree);
    for (let row = 0; row < rows.length; row++) {
      const values = rows[row];
      if (values !== undefined) sums[row] = (sums[row] ?? 0) + answerOf(tree, values);
    }
  }
  return judgeBy({ forest, start });
}

/** All trees side by side in three arrays, so that judging walks memory that lies together. */
function judgeBy({ forest, start }: { forest: readonly Tree[]; start: number }): RowJudge {
  const size = forest[0]?.columns.length ?? 0;
  const columns = new Int16Array(size * forest.length);
  const limits = new Float64Array(columns.length);
  const values = new Float64Array(columns.length);
  forest.forEach((tree, at) => {
    columns.set(tree.columns, at * size);
    limits.set(tree.limits, at * size);
    values.set(tree.values, at * size);
  });
  return (row) => {
    let sum = start;
    for (let root = 0; root < columns.length; root += size) {
      let node = 0;
      for (let column = columns[root] ?? -1; column >= 0; column = columns[root + node] ?? -1)
        node = 2 * node + ((row[column] ?? 0) < (limits[root + node] ?? 0) ? 1 : 2);
      sum += values[root + node] ?? 0;
    }
    return sigmoid(sum);
  };
}
