import type { Clock } from '../../platform/clock/clock.ts';
import type { Db, Read } from '../../schema.ts';
import { isProtectedCategory } from '../assessment/categories.rules.ts';
import type { GazetteerUnit } from '../inbound/stages.types.ts';
import type { UnitTree } from '../units/units.types.ts';
import { partsOf } from './board.repository.ts';
import { cover, dayOf, readDay, writeDay, type BucketSpan } from './bucket.rules.ts';
import { figuresOf, type Figures } from './figures.rules.ts';
import { readState } from './fold.repository.ts';
import { findTold, insertTold, nextEventAt, toldBetween } from './public.repository.ts';
import { publicRows, type IsRisky } from './public.rules.ts';
import type { PublicCount, Statistics } from './public.types.ts';
import { addSums, type Adding } from './sums.rules.ts';
import { FEWEST } from './suppress.rules.ts';

export interface PublicDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Pick<UnitTree, 'byId' | 'pathToRoot'> & { gazetteer(): readonly GazetteerUnit[] };
}

const WEEKS = 13;
/** So long after midnight the week is counted: what was said of its last hours has been taken in. */
const SETTLES = 6 * 60 * 60_000;
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

/** Figures of a district in a span, each counted once. */
type FiguresIn = (unit: string, period: BucketSpan) => Promise<Figures>;

function figuresOnce(deps: PublicDeps): FiguresIn {
  const known = new Map<string, Promise<Figures>>();
  return (unit, period) => {
    const key = `${unit} ${period.from} ${period.to}`;
    const found = known.get(key) ?? figuresIn(deps, { unit, period });
    known.set(key, found);
    return found;
  };
}

const COUNTS: readonly PublicCount[] = ['received', 'opened', 'closed', 'verified'];
const isFew = (n: number): boolean => n > 0 && n < FEWEST;

interface Comparing {
  readonly districts: readonly string[];
  readonly period: BucketSpan;
  readonly earlier: readonly Statistics[];
  readonly figures: FiguresIn;
}

/**
 * What would tell of a few by the difference to what was told last: where the weeks that came since, or those that left,
 * hold few cases, the count is not told this time. Once it is told again, more of them have come together.
 */
async function riskyBeside({ districts, period, earlier, figures }: Comparing): Promise<IsRisky> {
  const risky = new Set<string>();
  for (const count of COUNTS) {
    const look = async (units: readonly string[], last: Statistics | undefined, key: string): Promise<void> => {
      if (!last) return;
      const spans = [
        { from: readDay(last.to) + 1, to: period.to },
        { from: readDay(last.from), to: period.from - 1 },
      ];
      for (const span of spans) {
        let n = 0;
        for (const unit of units) n += (await figures(unit, span))[count];
        if (isFew(n)) risky.add(key);
      }
    };
    for (const id of districts) {
      const isTold = ({ districts: rows }: Statistics) => (rows.find((row) => row.id === id)?.[count] ?? null) !== null;
      await look([id], earlier.find(isTold), `${count} ${id}`);
    }
    await look(
      districts,
      earlier.find(({ all }) => all[count] !== null),
      `${count} `,
    );
  }
  return (count, district) => risky.has(`${count} ${district ?? ''}`);
}

/** Whether everything that happened before a day is in the figures. */
async function isWhole(read: Read, day: number): Promise<boolean> {
  const state = await readState(read);
  if (state?.num !== null) return false;
  const next = await nextEventAt(read, state.position);
  return next === null || dayOf(next) >= day;
}

/** What is counted of the weeks now. */
async function countNow(deps: PublicDeps, { period, at }: { period: BucketSpan; at: number }): Promise<Statistics> {
  const { read } = deps.db;
  const once = figuresOnce(deps);
  const districts = deps.directory.gazetteer().flatMap(({ id, type }) => (DISTRICTS.has(type) ? [id] : []));
  const figures = new Map<string, Figures>();
  for (const id of districts) figures.set(id, await once(id, period));
  // Spans that share no day with this one tell nothing of it.
  const earlier = await toldBetween(read, { from: writeDay(period.from), before: writeDay(period.to) });
  const isRisky = await riskyBeside({ districts, period, earlier, figures: once });
  const { rows, all } = publicRows(figures, isRisky);
  return {
    ...{ from: writeDay(period.from), to: writeDay(period.to), all, at },
    districts: [...rows].flatMap(([id, row]) => {
      const names = deps.directory.byId(id)?.names;
      return names ? [{ ...row, id, names }] : [];
    }),
  };
}

/** Each district with its force: the unit at the top, as it stands now. It is no figure, and is not kept with them. */
const underForces = ({ directory }: PublicDeps, told: Statistics) => ({
  ...told,
  districts: told.districts.map((district) => {
    const top = directory.byId(directory.pathToRoot(district.id).at(-1) ?? '');
    return { ...district, force: top ? { id: top.id, names: top.names } : null };
  }),
});

type Answer = ReturnType<typeof underForces>;

/** What everybody may know of every district, under its force. */
export const readStatistics = async (deps: PublicDeps): Promise<Answer> => underForces(deps, await toldNow(deps));

/**
 * What everybody may know of every district; counts of fewer than five are hidden. It is counted once for the weeks up
 * to a Sunday and told in the same way ever after: what is corrected or confirmed later would show by the difference
 * whose it was. While the figures are not brought up to it, what was told before still holds.
 */
async function toldNow(deps: PublicDeps): Promise<Statistics> {
  const { read } = deps.db;
  const at = deps.clock.now();
  const period = weeksBefore(dayOf(at - SETTLES));
  const to = writeDay(period.to);
  const told = await findTold(read, to);
  if (told) return told;
  if (!(await isWhole(read, period.to + 1))) {
    const [last] = await toldBetween(read, { from: writeDay(period.from), before: to });
    return last ?? { from: writeDay(period.from), to, all: publicRows(new Map()).all, districts: [], at };
  }
  const counted = await countNow(deps, { period, at });
  await deps.db.write((tx) => insertTold(tx, counted), { lane: 'batch' });
  return (await findTold(read, to)) ?? counted;
}

/** How long an answer serves everybody. */
export const KEPT = 15 * 60_000;

/** The statistics, counted at most once in a quarter of an hour by each process, however many ask. */
export function keepStatistics(deps: PublicDeps): () => Promise<Answer> {
  let kept: { at: number; answer: Promise<Answer> } | null = null;
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
