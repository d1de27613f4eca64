import { FEW } from './measures.rules.ts';
import type { Figures } from './figures.rules.ts';
import type { PublicCount, PublicRow } from './public.types.ts';
import { FEWEST, isTellable, suppress } from './suppress.rules.ts';

/** Whether a count would tell of a few beside what was told before: of one district, or of all. */
export type IsRisky = (count: PublicCount, district: string | null) => boolean;

/** Districts as the public may know them, and all of them together. */
export function publicRows(
  districts: ReadonlyMap<string, Figures>,
  isRisky: IsRisky = () => false,
): {
  rows: Map<string, PublicRow>;
  all: PublicRow;
} {
  // A confirmed part that would tell a few by what it leaves is not told either.
  const isSecret = (id: string): boolean => {
    const figures = districts.get(id);
    return figures !== undefined && !isTellable({ part: figures.verified, whole: figures.closed });
  };
  const column = (count: PublicCount) =>
    suppress(
      Object.fromEntries([...districts].map(([id, figures]) => [id, figures[count]])),
      (id) => isRisky(count, id) || (count === 'verified' && isSecret(id)),
    );
  const told = {
    ...{ received: column('received'), opened: column('opened') },
    ...{ closed: column('closed'), verified: column('verified') },
  };
  const rows = new Map([...districts].map(([id, figures]) => [id, rowOf(figures, (count) => told[count][id] ?? null)]));
  return { rows, all: totalOf(districts, (count) => isRisky(count, null)) };
}

function rowOf(figures: Pick<Figures, 'firstResponse'>, countOf: (count: PublicCount) => number | null): PublicRow {
  const { n, median } = figures.firstResponse;
  const [closed, verified] = [countOf('closed'), countOf('verified')];
  return {
    ...{ received: countOf('received'), opened: countOf('opened'), closed, verified },
    firstAnswer: n < FEW ? null : median,
    verifiedShare: closed === null || verified === null ? null : verified / closed,
  };
}

/** All districts together. A median of all is not told: it cannot be read from theirs. */
function totalOf(districts: ReadonlyMap<string, Figures>, isRisky: (count: PublicCount) => boolean): PublicRow {
  const sum = (count: PublicCount): number => [...districts.values()].reduce((all, figures) => all + figures[count], 0);
  const isWhole = isTellable({ part: sum('verified'), whole: sum('closed') });
  return rowOf({ firstResponse: { n: 0, median: null, p90: null } }, (count) =>
    sum(count) < FEWEST || isRisky(count) || (count === 'verified' && !isWhole) ? null : sum(count),
  );
}
