import type { Clock } from '../../platform/clock/clock.ts';
import type { Db, Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { conflictsOf, dutiesOf, headsNow } from './roster.repository.ts';
import type { NamedDuty } from './roster.types.ts';

/** Shifts of one moment in a large force: some for each unit from the stations of its open alarms to the top. */
const MOST = 2000;
/** How far ahead the next shift is looked for, in milliseconds. */
const AHEAD = 36 * 60 * 60 * 1000;

/** A shift as officers read it. */
export const presentDuty = (duty: NamedDuty, actor: Actor) => ({
  id: duty.id,
  officer: duty.officer,
  name: duty.name,
  kind: duty.kind,
  fromAt: duty.fromAt,
  untilAt: duty.untilAt,
  isYou: duty.officer === actor.officer,
  situation: duty.situation === null ? null : { id: duty.situation, name: duty.situationName ?? '' },
});

export type ShownDuty = ReturnType<typeof presentDuty>;

/** Who is on duty at these units now, and whose shift begins next. */
export async function readOnDuty(
  { db, clock }: { readonly db: Pick<Db, 'read'>; readonly clock: Clock },
  { actor, units }: { actor: Actor; units: readonly string[] },
): Promise<{ now: ShownDuty[]; next: ShownDuty[] }> {
  const now = clock.now();
  const duties = await dutiesOf(db.read, { units, fromAt: now, untilAt: now + AHEAD, now, limit: MOST });
  const coming = duties.filter(({ fromAt }) => fromAt > now);
  const show = (some: readonly NamedDuty[]) => some.map((duty) => presentDuty(duty, actor));
  return {
    now: show(duties.filter(({ fromAt }) => fromAt <= now)),
    next: show(coming.filter(({ fromAt }) => fromAt === coming[0]?.fromAt)),
  };
}

/** Whom to call for a ticket: those on duty at the nearest unit that has somebody, or else the nearest head. */
export interface Called {
  readonly unit: string;
  readonly officers: readonly { readonly officer: string; readonly name: string }[];
  readonly isRostered: boolean;
}

interface Way {
  readonly num: number;
  /** Nearest first. */
  readonly units: readonly string[];
}

interface Candidate {
  readonly unit: string;
  readonly officer: string;
  readonly name: string;
}

/** The nearest unit of a way that has somebody, with all who are there. */
function nearest({ units }: Way, from: readonly Candidate[]): Omit<Called, 'isRostered'> | null {
  const unit = units.find((one) => from.some((row) => row.unit === one));
  if (unit === undefined) return null;
  const there = from.filter((row) => row.unit === unit);
  const officers = new Map(there.map(({ officer, name }) => [officer, { officer, name }]));
  return { unit, officers: [...officers.values()] };
}

/** Answers whether an officer may be named for a ticket: not whom it is about. */
async function namedFor(read: Read, ways: readonly Way[]): Promise<(num: number) => (row: Candidate) => boolean> {
  const conflicts = await conflictsOf(
    read,
    ways.map(({ num }) => num),
  );
  return (num) =>
    ({ officer }) =>
      !conflicts.some((one) => one.num === num && one.officer === officer);
}

const unitsOf = (ways: readonly Way[]): string[] => [...new Set(ways.flatMap((way) => way.units))];

/** Who is on duty for each of these tickets, of those who may know of it through their position. */
export async function onDutyAlong(
  read: Read,
  { ways, now }: { ways: readonly (Way & { readonly mayKnow: (position: string) => boolean })[]; now: number },
): Promise<ReadonlyMap<number, Called>> {
  const duties = await dutiesOf(read, { units: unitsOf(ways), fromAt: now, untilAt: now + 1, now, limit: MOST });
  const isNamed = duties.length === 0 ? null : await namedFor(read, ways);
  const called = new Map<number, Called>();
  for (const way of ways) {
    const free = duties.filter((duty) => isNamed?.(way.num)(duty) && way.mayKnow(duty.position));
    const found = nearest(way, free);
    if (found) called.set(way.num, { ...found, isRostered: true });
  }
  return called;
}

/**
 * Whom to call for each of these tickets, along the units given, nearest first. Where nobody is on duty the next unit
 * up is named. Nobody is named whom the ticket is about.
 */
export async function calledAlong(
  read: Read,
  { ways, now }: { ways: readonly Way[]; now: number },
): Promise<ReadonlyMap<number, Called>> {
  const duties = await dutiesOf(read, { units: unitsOf(ways), fromAt: now, untilAt: now + 1, now, limit: MOST });
  const isNamed = await namedFor(read, ways);
  const called = new Map<number, Called>();
  for (const way of ways) {
    const found = nearest(way, duties.filter(isNamed(way.num)));
    if (found) called.set(way.num, { ...found, isRostered: true });
  }
  const left = ways.filter(({ num }) => !called.has(num));
  const heads = await headsNow(read, { units: unitsOf(left), now });
  for (const way of left) {
    const found = nearest(way, heads.filter(isNamed(way.num)));
    if (found) called.set(way.num, { ...found, isRostered: false });
  }
  return called;
}
