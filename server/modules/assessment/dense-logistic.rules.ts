import type { RowJudge, TreeExamples } from './boosted-trees.rules.ts';

const ROUNDS = 200;
const RATE = 0.4;
const PULL = 1e-3;

/** Logistic regression over a few dozen numbers, each brought to mean 0 and spread 1, by plain descent with momentum. */
export function fitDenseLogistic({ rows, truth }: TreeExamples): RowJudge {
  const width = rows[0]?.length ?? 0;
  const means = new Float64Array(width);
  const spreads = new Float64Array(width);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      sum += row[column] ?? 0;
      squares += (row[column] ?? 0) ** 2;
    }
    const mean = sum / Math.max(rows.length, 1);
    means[column] = mean;
    spreads[column] = Math.sqrt(Math.max(squares / Math.max(rows.length, 1) - mean * mean, 0)) + 1e-6;
  }
  const scale = (row: Float64Array): Float64Array =>
    row.map((value, column) => Math.max(-4, Math.min(4, (value - (means[column] ?? 0)) / (spreads[column] ?? 1))));
  const scaled = rows.map(scale);
  const weights = new Float64Array(width + 1);
  const speed = new Float64Array(width + 1);
  const judge = (row: Float64Array): number => {
    let sum = weights[width] ?? 0;
    for (let column = 0; column < width; column++) sum += (weights[column] ?? 0) * (row[column] ?? 0);
    return 1 / (1 + Math.exp(-sum));
  };
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Float64Array(width + 1);
    scaled.forEach((row, at) => {
      const miss = (truth[at] ?? 0) - judge(row);
      for (let column = 0; column < width; column++) slope[column] = (slope[column] ?? 0) + miss * (row[column] ?? 0);
      slope[width] = (slope[width] ?? 0) + miss;
    });
    for (let column = 0; column <= width; column++) {
      const step =
        (slope[column] ?? 0) / Math.max(rows.length, 1) - (column < width ? PULL * (weights[column] ?? 0) : 0);
      speed[column] = 0.9 * (speed[column] ?? 0) + RATE * step;
      weights[column] = (weights[column] ?? 0) + (speed[column] ?? 0);
    }
  }
  return (row) => judge(scale(row));
}
