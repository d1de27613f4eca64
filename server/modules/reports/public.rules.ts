import { FEW } from './measures.rules.ts';
import type { Figures } from './figures.rules.ts';
import { FEWEST, isTellable, suppress } from './suppress.rules.ts';

type Count = 'received' | 'opened' | 'closed' | 'verified';

export type PublicRow = Readonly<Record<Count, number | null>> & {
  /** Milliseconds from receipt to the first answer of an officer, for half of all. */
  readonly firstAnswer: number | null;
  /** Of those closed. */
  readonly verifiedShare: number | null;
};

/** Districts as the public may know them, and all of them together. */
export function publicRows(districts: ReadonlyMap<string, Figures>): {
  rows: Map<string, PublicRow>;
  all: PublicRow;
} {
  // A confirmed part that would tell a few by what it leaves is not told either.
  const isSecret = (id: string): boolean => {
    const figures = districts.get(id);
    return figures !== undefined && !isTellable({ part: figures.verified, whole: figures.closed });
  };
  const column = (count: Count) =>
    suppress(
      Object.fromEntries([...districts].map(([id, figures]) => [id, figures[count]])),
      count === 'verified' ? isSecret : undefined,
    );
  const told = {
    ...{ received: column('received'), opened: column('opened') },
    ...{ closed: column('closed'), verified: column('verified') },
  };
  const rows = new Map([...districts].map(([id, figures]) => [id, rowOf(figures, (count) => told[count][id] ?? null)]));
  return { rows, all: totalOf(districts) };
}

function rowOf(figures: Pick<Figures, 'firstResponse'>, countOf: (count: Count) => number | null): PublicRow {
  const { n, median } = figures.firstResponse;
  const [closed, verified] = [countOf('closed'), countOf('verified')];
  return {
    ...{ received: countOf('received'), opened: countOf('opened'), closed, verified },
    firstAnswer: n < FEW ? null : median,
    verifiedShare: closed === null || verified === null ? null : verified / closed,
  };
}

/** All districts together. A median of all is not told: it cannot be read from theirs. */
function totalOf(districts: ReadonlyMap<string, Figures>): PublicRow {
  const sum = (count: Count): number => [...districts.values()].reduce((all, figures) => all + figures[count], 0);
  const isWhole = isTellable({ part: sum('verified'), whole: sum('closed') });
  return rowOf({ firstResponse: { n: 0, median: null, p90: null } }, (count) =>
    sum(count) < FEWEST || (count === 'verified' && !isWhole) ? null : sum(count),
  );
}
