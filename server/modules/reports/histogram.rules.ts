import type { Adding, Sums } from './sums.rules.ts';

/** Each class is a tenth wider than the one before: what is read from it is right within five in a hundred. */
const STEP = Math.log(1.1);
const SECOND = 1000;

/** The class of a duration in milliseconds; whatever is below a second is the first. */
export const classOf = (duration: number): number =>
  Math.max(0, Math.floor(Math.log(Math.max(duration, SECOND) / SECOND) / STEP));

/** The middle of a class, in milliseconds. */
const middleOf = (one: number): number => Math.round(SECOND * Math.exp((one + 0.5) * STEP));

export interface Spread {
  /** How many durations it was read from. */
  readonly n: number;
  /** Milliseconds; null where there is none. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** Half of all took at most so long, and nine in ten; of the classes that stand in the sums under a letter. */
export function spreadOf(sums: Sums, letter: string): Spread {
  const classes: [number, number][] = [];
  for (const code in sums)
    if (code.startsWith(`${letter}.`)) classes.push([Number(code.slice(letter.length + 1)), sums[code] ?? 0]);
  classes.sort(([one], [other]) => one - other);
  const n = classes.reduce((total, [, many]) => total + many, 0);
  const at = (share: number): number | null => {
    let left = Math.ceil(n * share);
    for (const [one, many] of classes) if ((left -= many) <= 0) return middleOf(one);
    return null;
  };
  return n > 0 ? { n, median: at(0.5), p90: at(0.9) } : { n: 0, median: null, p90: null };
}

/** Counts one duration. */
export function addDuration(into: Adding, letter: string, duration: number): void {
  const code = `${letter}.${classOf(duration)}`;
  into[code] = (into[code] ?? 0) + 1;
}
