const SMALLEST = 1e-9;

/** Turns a classifier's share into a probability: a straight line over its logarithmic odds. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

const logit = (share: number): number => Math.log((share + SMALLEST) / (1 - share + SMALLEST));
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

export const calibrate = (share: number, { slope, shift }: Calibration): number =>
  sigmoid(slope * logit(share) + shift);

const ROUNDS = 400;
const RATE = 0.5;
/** Keeps the line from falling into the few texts that it is drawn through. */
const PULL = 1e-3;

/** The line that makes the shares of texts whose truth is known most likely. */
export function fitCalibration({
  shares,
  truth,
}: {
  shares: readonly number[];
  truth: readonly boolean[];
}): Calibration {
  let slope = 0.5;
  let shift = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let bySlope = 0;
    let byShift = 0;
    shares.forEach((share, at) => {
      const odds = logit(share);
      const miss = (truth[at] === true ? 1 : 0) - sigmoid(slope * odds + shift);
      bySlope += miss * odds;
      byShift += miss;
    });
    slope += RATE * (bySlope / shares.length / 10 - PULL * slope);
    shift += RATE * (byShift / shares.length);
  }
  return { slope, shift };
}
