import type { BoardRow } from '$lib/api/command.ts';

export const COLUMNS = [
  'received',
  'open',
  'overdue',
  'verified',
  'median',
  'p90',
  'reopened',
  'satisfaction',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What says how well is ranked, beside units with about as much to do; what says how much is only put in order. */
const RANKED: ReadonlySet<Column> = new Set(['verified', 'median', 'p90', 'reopened', 'satisfaction']);
/** The fewest received of each group, largest first. Below the last nobody is ranked. */
export const VOLUMES = [500, 100, 20] as const;

export interface Order {
  /** Null: as they stand in the tree. */
  column: Column | null;
  way: 'up' | 'down';
}

export interface Place {
  row: BoardRow;
  rank: number | null;
}

export interface Group {
  /** The fewest and most received; null where units are not grouped, 0 for those that are too small. */
  from: number | null;
  below: number | null;
  places: Place[];
}

export const shareOf = ({ n, of }: { n: number; of: number }): number | null => (of === 0 ? null : n / of);

/** What a column tells of a unit; null where there is nothing to tell. */
export function valueOf({ row: { figures, now }, column }: { row: BoardRow; column: Column }): number | null {
  if (column === 'open') return now?.open ?? null;
  if (column === 'overdue') return now?.overdue ?? null;
  if (column === 'verified') return shareOf({ n: figures.verified, of: figures.closed });
  if (column === 'reopened') return shareOf({ n: figures.reopened, of: figures.closed + figures.reopened });
  if (column === 'satisfaction') return figures.satisfaction.share;
  if (column === 'received') return figures.received;
  return figures.firstResponse[column];
}

export const isColumn = (name: string | null): name is Column => COLUMNS.some((column) => column === name);

export function orderOf(params: { get: (name: string) => string | null }): Order {
  const sort = params.get('sort');
  return { column: isColumn(sort) ? sort : null, way: params.get('way') === 'up' ? 'up' : 'down' };
}

function inOrder({ rows, column, way }: { rows: readonly BoardRow[]; column: Column; way: Order['way'] }): BoardRow[] {
  const sign = way === 'up' ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf({ row: one, column }), valueOf({ row: other, column })];
    // What has nothing to tell comes last, whichever way.
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (a - b) * sign;
  });
}

/** Places of one group: units that are equal share theirs. */
function ranked({ rows, column }: { rows: readonly BoardRow[]; column: Column }): Place[] {
  let last: number | null = null;
  let rank = 0;
  return rows.map((row, at) => {
    const value = valueOf({ row, column });
    if (value === null) return { row, rank: null };
    if (value !== last) rank = at + 1;
    last = value;
    return { row, rank };
  });
}

/** The units in the order asked for: in groups of like volume where they are ranked. */
export function groupsOf({ rows, order: { column, way } }: { rows: readonly BoardRow[]; order: Order }): Group[] {
  const flat = (some: readonly BoardRow[]): Place[] => some.map((row) => ({ row, rank: null }));
  if (column === null) return [{ from: null, below: null, places: flat(rows) }];
  const sorted = inOrder({ rows, column, way });
  if (!RANKED.has(column)) return [{ from: null, below: null, places: flat(sorted) }];
  const within = (from: number, below: number | null) =>
    sorted.filter(({ figures: { received } }) => received >= from && (below === null || received < below));
  const groups: Group[] = VOLUMES.map((from, at) => {
    const below = VOLUMES[at - 1] ?? null;
    return { from, below, places: ranked({ rows: within(from, below), column }) };
  });
  const least = VOLUMES.at(-1) ?? 0;
  groups.push({ from: 0, below: least, places: flat(within(0, least)) });
  return groups.filter(({ places }) => places.length > 0);
}
