import { fail } from '../../platform/errors.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Db, Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import type { UnitTree } from '../units/units.types.ts';
import { handlesUnder, partsOf, sumsOf } from './board.repository.ts';
import { cover, dayOf, hourOf, readDay, writeDay, type BucketSpan } from './bucket.rules.ts';
import { createOpenCount, familyOf, figuresOf, recentSpan, signsOf, type OpenNow } from './figures.rules.ts';
import { readState, type FoldState } from './fold.repository.ts';
import { FEW } from './measures.rules.ts';
import { correctionsFor, readTogether, type Correction } from './pending.usecases.ts';
import type { Board, BoardQuery } from './reports.schemas.ts';
import { addSums, type Adding, type Sums } from './sums.rules.ts';

export interface BoardDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly tree: Pick<UnitTree, 'byId' | 'pathToRoot' | 'isUnder' | 'children' | 'under'>;
}

const DAY = 24 * 60 * 60_000;
/** Of a board without a period. */
const USUAL_DAYS = 30;
/** The longest period: four years and a leap day. */
const MOST_DAYS = 1461;
/** Before there were any tickets. */
const EARLIEST = readDay('2010-01-01');

/** Before the first event was followed. */
const NOTHING_YET: FoldState = { position: 0, num: null, turn: 0, parents: {}, moving: null };

type Row = Board['rows'][number];

/** What one reading of a board is about. */
interface Question {
  readonly unit: string;
  readonly period: BucketSpan;
  readonly before: BucketSpan;
  readonly day: number;
  readonly hour: number;
  /** Units complained of whose complaints this officer does not see. */
  readonly hiddenFrom: ReadonlySet<string>;
  readonly corrections: readonly Correction[];
}

/**
 * The unit that is asked for, and the highest of the officer's own through which he may look at it.
 * Throws tickets.not_found for any other.
 */
function lookThrough(
  deps: BoardDeps,
  { actor, wanted }: { actor: Actor; wanted: string | undefined },
): { unit: string; through: string } {
  const own = unitsWith(actor, 'ticket.read');
  const unit = wanted ?? own[0];
  const through = unit === undefined ? undefined : deps.tree.pathToRoot(unit).findLast((one) => own.includes(one));
  if (unit === undefined || through === undefined) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { unit, through };
}

/** A complaint about a unit is hidden from it and from everything under it; one about the very top stays with the top. */
export function hiddenFor(deps: BoardDeps, through: string): ReadonlySet<string> {
  const path = deps.tree.pathToRoot(through);
  return new Set(path.length === 1 ? [] : path);
}

/** The period asked for, and the one of equal length before. Throws reports.period (unprocessable). */
function periodOf({ from, to }: BoardQuery, today: number): { period: BucketSpan; before: BucketSpan } {
  const last = to === undefined ? today : readDay(to);
  const first = from === undefined ? last - USUAL_DAYS + 1 : readDay(from);
  const days = last - first + 1;
  if (days < 1 || days > MOST_DAYS)
    fail({ code: 'reports.period', kind: 'unprocessable', fields: { from: 'reports.period' } });
  return { period: { from: first, to: last }, before: { from: first - days, to: first - 1 } };
}

const holds = ({ from, to }: BucketSpan, day: number): boolean => from <= day && day <= to;

/** Sums of units over a period, corrections included: by the unit of the list that stands over what is counted. */
async function sumsBy(
  deps: BoardDeps,
  { units, period, question }: { units: readonly string[]; period: BucketSpan; question: Question },
): Promise<Map<string, Adding>> {
  const sums = new Map(units.map((unit): [string, Adding] => [unit, {}]));
  for (const row of await sumsOf(deps.db.read, { units, spans: cover(period) }))
    if (!question.hiddenFrom.has(row.hidden)) addSums(sums.get(row.unit) ?? {}, row.sums);
  for (const { entry, times } of question.corrections)
    if (holds(period, entry.bucket) && !question.hiddenFrom.has(entry.hidden))
      for (const unit of deps.tree.pathToRoot(entry.unit)) addSums(sums.get(unit) ?? {}, entry.sums, times);
  return sums;
}

/** What is open at units now. */
async function openNow(
  deps: BoardDeps,
  { units, question }: { units: readonly string[]; question: Question },
): Promise<Map<string, OpenNow>> {
  const { day, hour } = question;
  const recent = recentSpan(day);
  const counts = new Map(units.map((unit) => [unit, createOpenCount({ day, hour })]));
  const spans = [...cover({ from: EARLIEST, to: recent.from - 1 }), recent];
  for (const { unit, bucket, hidden, sums } of await sumsOf(deps.db.read, { units, spans, open: true }))
    if (!question.hiddenFrom.has(hidden)) counts.get(unit)?.add(bucket, sums);
  for (const { entry, times } of question.corrections)
    if (entry.bucket <= day && !question.hiddenFrom.has(entry.hidden))
      for (const unit of deps.tree.pathToRoot(entry.unit)) counts.get(unit)?.add(entry.bucket, entry.sums, times);
  return new Map([...counts].map(([unit, one]) => [unit, one.result()]));
}

const rowOf = (key: string, sums: Sums, before?: Sums): Row => {
  const figures = figuresOf(sums);
  return { key, figures, ...(before ? { before: figuresOf(before) } : {}), few: figures.received < FEW };
};

const LEVELS: ReadonlySet<string> = new Set(['district', 'commissionerate']);

/** A unit that ended while it was read. */
const nowhere = (id: string) => ({ names: { en: id, hi: id, mr: null }, type: '', lat: null, lon: null });

/** The units just below, or all districts, with what stands at the unit itself. */
async function byUnit(deps: BoardDeps, { question, level }: { question: Question; level: BoardQuery['level'] }) {
  const { unit } = question;
  const units =
    level === 'children'
      ? [...deps.tree.children(unit)]
      : deps.tree.under(unit).filter((id) => id !== unit && LEVELS.has(deps.tree.byId(id)?.type ?? ''));
  const all = [unit, ...units];
  const sums = await sumsBy(deps, { units: all, period: question.period, question });
  const before = await sumsBy(deps, { units: all, period: question.before, question });
  const open = await openNow(deps, { units: all, question });
  // What the unit holds itself: at its own desk, or not handed down yet.
  const own = (of: Map<string, Adding>): Adding => {
    const left: Adding = {};
    addSums(left, of.get(unit) ?? {});
    for (const id of units) addSums(left, of.get(id) ?? {}, -1);
    return left;
  };
  const rows = units.map((id): Row => {
    const row = rowOf(id, sums.get(id) ?? {}, before.get(id) ?? {});
    const { names, type, lat, lon } = deps.tree.byId(id) ?? nowhere(id);
    const now = open.get(id);
    const place = lat === null || lon === null ? {} : { place: { lat, lon } };
    return { ...row, names, type, ...place, ...(now ? { now } : {}), signs: signsOf(row.figures) };
  });
  const itself = rowOf(unit, own(sums), own(before));
  const names = deps.tree.byId(unit);
  return {
    sums: sums.get(unit) ?? {},
    before: before.get(unit) ?? {},
    now: open.get(unit),
    rows:
      level === 'children' && units.length > 0 && names
        ? [...rows, { ...itself, names: names.names, type: names.type }]
        : rows,
  };
}

/** The parts of a unit's figures whose name begins so, by what follows. */
async function byPart(
  deps: BoardDeps,
  { question, period, letter }: { question: Question; period: BucketSpan; letter: 'c:' | 'h:' | 'w' },
): Promise<Map<string, Adding>> {
  const found = new Map<string, Adding>();
  const add = (parts: Readonly<Record<string, Sums>>, times: number): void => {
    for (const part in parts)
      if (part.startsWith(letter)) {
        const key = part.slice(letter.length);
        const sums = found.get(key) ?? {};
        addSums(sums, parts[part] ?? {}, times);
        found.set(key, sums);
      }
  };
  for (const { hidden, parts } of await partsOf(deps.db.read, { unit: question.unit, spans: cover(period), letter }))
    if (!question.hiddenFrom.has(hidden)) add(parts, 1);
  for (const { entry, times } of question.corrections)
    if (holds(period, entry.bucket) && isUnder(deps, { entry, question })) add(entry.parts, times);
  return found;
}

const isUnder = (deps: BoardDeps, { entry, question }: { entry: Correction['entry']; question: Question }): boolean =>
  deps.tree.isUnder(entry.unit, question.unit) && !question.hiddenFrom.has(entry.hidden);

async function rowsByPart(
  deps: BoardDeps,
  { question, letter }: { question: Question; letter: 'c:' | 'h:' },
): Promise<Row[]> {
  const sums = await byPart(deps, { question, period: question.period, letter });
  const before = await byPart(deps, { question, period: question.before, letter });
  return [...sums.keys()].sort().map((key) => rowOf(key, sums.get(key) ?? {}, before.get(key) ?? {}));
}

/** Received by hour of the week. */
async function rowsByHour(deps: BoardDeps, question: Question): Promise<Row[]> {
  const sums = (await byPart(deps, { question, period: question.period, letter: 'w' })).get('') ?? {};
  return Array.from({ length: 168 }, (_, hour) => {
    const received = sums[String(hour)] ?? 0;
    return rowOf(String(hour), received === 0 ? {} : { r: received });
  });
}

/** Each day of the period, those without anything too. */
async function rowsByDay(deps: BoardDeps, question: Question): Promise<Row[]> {
  const { unit, period, hiddenFrom } = question;
  const days = new Map<number, Adding>();
  for (let day = period.from; day <= period.to; day += 1) days.set(day, {});
  for (const { bucket, hidden, sums } of await sumsOf(deps.db.read, { units: [unit], spans: [period] }))
    if (!hiddenFrom.has(hidden)) addSums(days.get(bucket) ?? {}, sums);
  for (const { entry, times } of question.corrections)
    if (isUnder(deps, { entry, question })) addSums(days.get(entry.bucket) ?? {}, entry.sums, times);
  return [...days].map(([day, sums]) => rowOf(writeDay(day), sums));
}

/** Dockets closed by what they came to. */
function rowsByOutcome(sums: Sums, before: Sums): Row[] {
  const was = familyOf(before, 'outcomes');
  return Object.entries(familyOf(sums, 'outcomes')).map(([outcome, closed]) => ({
    ...rowOf(outcome, { c: closed }, { c: was[outcome] ?? 0 }),
    few: closed < FEW,
  }));
}

async function rowsOf(
  deps: BoardDeps,
  { by, question, sums, before }: { by: BoardQuery['by']; question: Question; sums: Sums; before: Sums },
): Promise<Row[]> {
  if (by === 'category') return rowsByPart(deps, { question, letter: 'c:' });
  if (by === 'channel') return rowsByPart(deps, { question, letter: 'h:' });
  if (by === 'hour-weekday') return rowsByHour(deps, question);
  if (by === 'outcome') return rowsByOutcome(sums, before);
  return rowsByDay(deps, question);
}

/** Handles of accounts at or under the unit of which nobody speaks, or which nobody answers. */
async function quietHandles(
  read: Read,
  { unit, now, days }: { unit: string; now: number; days: number },
): Promise<Board['handles']> {
  const limit = now - days * DAY;
  return (await handlesUnder(read, unit)).flatMap(({ createdAt, ...one }): Board['handles'] => {
    if (createdAt > limit) return [];
    if ((one.mentionedAt ?? 0) < limit) return [{ ...one, sign: 'silent' }];
    return (one.answeredAt ?? 0) < limit ? [{ ...one, sign: 'dormant' }] : [];
  });
}

/**
 * The figures of a unit and everything under it over a period, beside the period of equal length before, with what is
 * open now. For officers at the unit or above it; of complaints about police the same as the lists show them. Throws
 * tickets.not_found, reports.period.
 */
export async function readBoard(
  deps: BoardDeps,
  { actor, query }: { actor: Actor; query: BoardQuery },
): Promise<Board> {
  const now = deps.clock.now();
  const { unit, through } = lookThrough(deps, { actor, wanted: query.unit });
  const { period, before } = periodOf(query, dayOf(now));
  const { read } = deps.db;
  return readTogether(read, async () => {
    const state = (await readState(read)) ?? NOTHING_YET;
    const corrections = await correctionsFor(read, { state, officer: actor.officer });
    const question: Question = {
      ...{ unit, period, before, day: dayOf(now), hour: hourOf(now) },
      ...{ hiddenFrom: hiddenFor(deps, through), corrections: corrections.entries },
    };
    const whole = await wholeOf(deps, { question, query });
    const figures = figuresOf(whole.sums);
    return {
      ...{ unit, by: query.by, from: writeDay(period.from), to: writeDay(period.to) },
      before: { from: writeDay(before.from), to: writeDay(before.to), figures: figuresOf(whole.before) },
      figures,
      now: whole.now ?? createOpenCount(question).result(),
      signs: signsOf(figures),
      rows: whole.rows,
      handles: await quietHandles(read, { unit, now, days: query.quietDays }),
      at: now,
      isComplete: state.num === null && corrections.isAll,
    };
  });
}

async function wholeOf(deps: BoardDeps, { question, query }: { question: Question; query: BoardQuery }) {
  if (query.by === 'unit') return byUnit(deps, { question, level: query.level });
  const units = [question.unit];
  const sums = (await sumsBy(deps, { units, period: question.period, question })).get(question.unit) ?? {};
  const before = (await sumsBy(deps, { units, period: question.before, question })).get(question.unit) ?? {};
  const now = (await openNow(deps, { units, question })).get(question.unit);
  return { sums, before, now, rows: await rowsOf(deps, { by: query.by, question, sums, before }) };
}
