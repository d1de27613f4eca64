import { midnightBefore } from '../../platform/clock/kolkata.ts';
import type { Actor } from '../officers/actor.types.ts';
import type { Viewer } from './access.repository.ts';
import { runningOutFor } from './due-today.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { readNotClimbed } from './overdue.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import type { TicketDeps } from './tickets.types.ts';

const SHOWN = 300;
const DAY = 24 * 60 * 60 * 1000;

const endOfDay = (at: number): number => midnightBefore(at) + DAY - 1;

/** Deadlines of a unit's tree that end before midnight, soonest first: for whoever has looked that it may be told. */
export const dueTodayFor = (
  deps: Pick<TicketDeps, 'db' | 'clock'>,
  { viewer, limit }: { viewer: Viewer; limit: number },
) => {
  const after = deps.clock.now();
  return runningOutFor(deps.db.read, { viewer, after, until: endOfDay(after), limit });
};

/** Deadlines of the officer's own tree that end before midnight, soonest first, and how many each unit has of them. */
export async function readDueToday(deps: Pick<TicketDeps, 'db' | 'clock' | 'tree'>, actor: Actor) {
  const after = deps.clock.now();
  const until = endOfDay(after);
  const found = await runningOutFor(deps.db.read, { viewer: viewerOf(actor), after, until, limit: SHOWN + 1 });
  const due = found.slice(0, SHOWN).map(({ clock, ticket }) => ({
    ...{ clock: clock.kind, dueAt: clock.dueAt, with: namedUnit(deps.tree, ticket.owner ?? ticket.desk) },
    ticket: presentRow(deps.tree, ticket),
  }));
  const counts = new Map<string, { unit: (typeof due)[number]['with']; n: number }>();
  for (const { with: unit } of due) {
    const known = counts.get(unit?.id ?? '');
    counts.set(unit?.id ?? '', { unit, n: (known?.n ?? 0) + 1 });
  }
  const units = [...counts.values()].sort((a, b) => b.n - a.n);
  return { until, due, units, more: found.length > SHOWN, passed: await readNotClimbed(deps, actor) };
}
