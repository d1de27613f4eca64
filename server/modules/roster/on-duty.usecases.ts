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

/**
 * Whom to call for each of these tickets, along the units given, nearest first. Where nobody is on duty the next unit
 * up is named. Nobody is named whom the ticket is about.
 */
export async function calledAlong(
  read: Read,
  { ways, now }: { ways: readonly { readonly num: number; readonly units: readonly string[] }[]; now: number },
): Promise<ReadonlyMap<number, Called>> {
  const units = [...new Set(ways.flatMap((way) => way.units))];
  const duties = await dutiesOf(read, { units, fromAt: now, untilAt: now + 1, now, limit: MOST });
  const conflicts = await conflictsOf(
    read,
    ways.map(({ num }) => num),
  );
  const isHidden = (num: number, officer: string) =>
    conflicts.some((one) => one.num === num && one.officer === officer);
  const find = (
    way: (typeof ways)[number],
    from: readonly { unit: string; officer: string; name: string }[],
  ): Omit<Called, 'isRostered'> | null => {
    const free = from.filter(({ officer }) => !isHidden(way.num, officer));
    const unit = way.units.find((one) => free.some((row) => row.unit === one));
    if (unit === undefined) return null;
    const there = free.filter((row) => row.unit === unit);
    const officers = new Map(there.map(({ officer, name }) => [officer, { officer, name }]));
    return { unit, officers: [...officers.values()] };
  };
  const called = new Map<number, Called>();
  for (const way of ways) {
    const found = find(way, duties);
    if (found) called.set(way.num, { ...found, isRostered: true });
  }
  const left = ways.filter(({ num }) => !called.has(num));
  const heads = await headsNow(read, { units: [...new Set(left.flatMap((way) => way.units))], now });
  for (const way of left) {
    const found = find(way, heads);
    if (found) called.set(way.num, { ...found, isRostered: false });
  }
  return called;
}
