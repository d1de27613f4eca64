import type { Clock } from '../../platform/clock/clock.ts';
import type { Db } from '../../schema.ts';
import { isProtectedCategory } from '../assessment/categories.rules.ts';
import type { GazetteerUnit } from '../inbound/stages.types.ts';
import type { Names, UnitTree } from '../units/units.types.ts';
import { partsOf } from './board.repository.ts';
import { cover, dayOf, writeDay, type BucketSpan } from './bucket.rules.ts';
import { figuresOf, type Figures } from './figures.rules.ts';
import { publicRows, type PublicRow } from './public.rules.ts';
import { addSums, type Adding } from './sums.rules.ts';

export interface PublicDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<UnitTree, 'byId' | 'pathToRoot'> & { gazetteer(): readonly GazetteerUnit[] };
}

export interface Statistics {
  readonly from: string;
  readonly to: string;
  readonly districts: readonly (PublicRow & {
    readonly id: string;
    readonly names: Names;
    /** Whose police it is: the unit at the top. */
    readonly force: { readonly id: string; readonly names: Names };
  })[];
  readonly all: PublicRow;
  /** When it was counted. */
  readonly at: number;
}

const WEEKS = 13;
const DISTRICTS: ReadonlySet<string> = new Set(['district', 'commissionerate']);

/**
 * Whole weeks up to the last Sunday: from figures of one day to those of the next, the difference would be the cases of
 * one day.
 */
export function weeksBefore(day: number): BucketSpan {
  const monday = day - ((day + 3) % 7);
  return { from: monday - WEEKS * 7, to: monday - 1 };
}

/** What happened in a district, protected matters left out. */
async function figuresIn(deps: PublicDeps, { unit, period }: { unit: string; period: BucketSpan }): Promise<Figures> {
  const sums: Adding = {};
  for (const { parts, hidden } of await partsOf(deps.db.read, { unit, spans: cover(period), letter: 'c:' })) {
    // Complaints about police are in no public figure: who is complained of would find them by subtracting his own.
    if (hidden !== '') continue;
    for (const part in parts)
      if (!isProtectedCategory(part.slice('c:'.length) || null)) addSums(sums, parts[part] ?? {});
  }
  return figuresOf(sums);
}

/** What everybody may know of every district; counts of fewer than five are hidden. */
export async function readStatistics(deps: PublicDeps): Promise<Statistics> {
  const at = deps.clock.now();
  const period = weeksBefore(dayOf(at));
  const figures = new Map<string, Figures>();
  for (const { id, type } of deps.directory.gazetteer())
    if (DISTRICTS.has(type)) figures.set(id, await figuresIn(deps, { unit: id, period }));
  const { rows, all } = publicRows(figures);
  return {
    ...{ from: writeDay(period.from), to: writeDay(period.to), all, at },
    districts: [...rows].flatMap(([id, row]) => {
      const names = deps.directory.byId(id)?.names;
      const top = deps.directory.byId(deps.directory.pathToRoot(id).at(-1) ?? '');
      return names && top ? [{ ...row, id, names, force: { id: top.id, names: top.names } }] : [];
    }),
  };
}

/** How long an answer serves everybody. */
export const KEPT = 15 * 60_000;

/** The statistics, counted at most once in a quarter of an hour by each process, however many ask. */
export function keepStatistics(deps: PublicDeps): () => Promise<Statistics> {
  let kept: { at: number; answer: Promise<Statistics> } | null = null;
  return () => {
    const now = deps.clock.now();
    if (kept !== null && now - kept.at < KEPT) return kept.answer;
    const mine = { at: now, answer: readStatistics(deps) };
    kept = mine;
    // What failed is tried again by whoever asks next.
    mine.answer.catch(() => {
      if (kept === mine) kept = null;
    });
    return mine.answer;
  };
}
