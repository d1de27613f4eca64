import { probabilitiesOf } from './linear-model.rules.ts';

/** How margins become probabilities. */
export interface Calibration {
  readonly slope: number;
  readonly offsets: readonly number[];
}

const ROUNDS = 200;
const FIRST_SLOPE = 2;

/**
 * Slope (and, of one separator, offset) under which held-back margins are likeliest: Platt's scaling of two labels, one
 * temperature of more, which leaves their order alone. `margins[i]` are those of one text, `truth[i]` is the index of its label.
 */
export function calibrate({
  margins,
  truth,
  weights,
}: {
  margins: readonly ArrayLike<number>[];
  truth: readonly number[];
  weights: readonly number[];
}): Calibration {
  const width = margins[0]?.length ?? 0;
  let slope = FIRST_SLOPE;
  let offset = 0;
  if (width === 0) return { slope, offsets: [] };
  // Newton's method in two unknowns; of several separators the offset stays 0.
  for (let round = 0; round < ROUNDS; round++) {
    let [gradientSlope, gradientOffset, curveSlope, curveOffset, curveBoth] = [0, 0, 1e-3, 1e-3, 0];
    margins.forEach((row, at) => {
      const weight = weights[at] ?? 1;
      const goal = truth[at] ?? 0;
      const shares = probabilitiesOf({
        margins: row,
        slope,
        offsets: width === 1 ? [offset] : new Array<number>(width).fill(0),
      });
      if (width === 1) {
        const margin = row[0] ?? 0;
        const share = shares[1] ?? 0;
        const spread = Math.max(share * (1 - share), 1e-9) * weight;
        const miss = (share - goal) * weight;
        gradientSlope += miss * margin;
        gradientOffset += miss;
        curveSlope += spread * margin * margin;
        curveOffset += spread;
        curveBoth += spread * margin;
        return;
      }
      let mean = 0;
      let square = 0;
      for (let label = 0; label < width; label++) {
        mean += (shares[label] ?? 0) * (row[label] ?? 0);
        square += (shares[label] ?? 0) * (row[label] ?? 0) ** 2;
      }
      gradientSlope += (mean - (row[goal] ?? 0)) * weight;
      curveSlope += (square - mean * mean) * weight;
    });
    const determinant = curveSlope * curveOffset - curveBoth * curveBoth;
    const stepSlope =
      width === 1
        ? (gradientSlope * curveOffset - gradientOffset * curveBoth) / determinant
        : gradientSlope / curveSlope;
    const stepOffset = width === 1 ? (gradientOffset * curveSlope - gradientSlope * curveBoth) / determinant : 0;
    const factor = Math.min(1, 2 / Math.max(Math.abs(stepSlope), Math.abs(stepOffset), 1e-12));
    slope = Math.max(0.05, slope - factor * stepSlope);
    offset -= factor * stepOffset;
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-6) break;
  }
  return { slope, offsets: width === 1 ? [offset] : new Array<number>(width).fill(0) };
}
