import { mustBeSeen } from '../learning/decision.rules.ts';
import { secondLooks } from '../learning/quality.rules.ts';
import type { SecondLook } from './skim.repository.ts';

/** What second looks say of one language or of one reason. */
export interface LookShare {
  readonly key: string;
  /** Filtered posts that a person looked at again, and how many of them were pleas after all. */
  readonly looked: number;
  readonly plucked: number;
  /** Share of pleas that the stages had let through, 0..1; null without a plea. Told of languages. */
  readonly recall: number | null;
  /** The share plucked is below this with 95 % certainty (Wilson). */
  readonly atMost: number | null;
}

const Z = 1.645;

/** Upper end of Wilson's one-sided interval of a share; null without a case. */
export function wilsonUpper(hits: number, n: number): number | null {
  if (n === 0) return null;
  const share = hits / n;
  const middle = share + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return Math.min(1, (middle + spread) / (1 + (Z * Z) / n));
}

function shareOf(key: string, rows: readonly SecondLook[]): LookShare {
  const { lookedAt, plucked, recall } = secondLooks(rows);
  return { key, looked: lookedAt, plucked, recall, atMost: wilsonUpper(plucked, lookedAt) };
}

const groups = (rows: readonly SecondLook[], keyOf: (row: SecondLook) => string): LookShare[] =>
  [...new Set(rows.map(keyOf))]
    .map((key) =>
      shareOf(
        key,
        rows.filter((row) => keyOf(row) === key),
      ),
    )
    .sort((one, other) => other.looked - one.looked);

/** How much was overlooked, by what people found when they looked again. */
export const lookShares = (rows: readonly SecondLook[]) => ({
  all: shareOf('all', rows),
  languages: groups(rows, ({ language }) => language),
  reasons: groups(
    rows.filter(({ saidAnswer }) => !mustBeSeen(saidAnswer)),
    ({ saidAnswer }) => saidAnswer,
  ),
});
