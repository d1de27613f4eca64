import { mustBeSeen } from './decision.rules.ts';
import type { DecisionRow } from './learning.types.ts';

/** What a threshold would have done to messages that officers decided on. */
export interface Consequence {
  readonly threshold: number;
  /** Pleas that a person would have seen, and those that nobody would. */
  readonly seen: number;
  readonly missed: number;
  /** What was not for us: filtered, and shown all the same. */
  readonly filtered: number;
  readonly shown: number;
}

type Decided = Pick<DecisionRow, 'answer' | 'saidAnswer' | 'saidScore' | 'saidUrgency'>;

/** Danger to life is seen at any threshold, and what is another force's is handed over at any: neither says anything of one. */
const isFiltered = ({ saidAnswer, saidUrgency }: Decided): boolean =>
  saidUrgency !== 'life-risk' && saidAnswer !== 'other-jurisdiction';

/** The same decisions at each threshold. What the stages keep is scored at its threshold at least, so that a lower one is judged by more. */
export function consequences(rows: readonly Decided[], thresholds: readonly number[]): Consequence[] {
  const judged = rows.filter((row) => row.answer !== null && isFiltered(row));
  const pleas = judged.filter(({ answer }) => mustBeSeen(answer ?? ''));
  const noise = judged.filter(({ answer }) => !mustBeSeen(answer ?? ''));
  return thresholds.map((threshold) => {
    const missed = pleas.filter(({ saidScore }) => saidScore < threshold).length;
    const filtered = noise.filter(({ saidScore }) => saidScore < threshold).length;
    return { threshold, seen: pleas.length - missed, missed, filtered, shown: noise.length - filtered };
  });
}
