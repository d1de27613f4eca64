import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability } from '../officers/officers.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { USUAL_WEEK } from './calendar.rules.ts';
import { calendarsSet, dropCalendar, saveCalendar } from './deadlines.repository.ts';
import type { Holiday } from './deadlines.types.ts';

type Deps = Pick<TicketDeps, 'db' | 'clock' | 'events' | 'tree'>;

/** The calendars that units have of their own. Throws officers.not_allowed. */
export async function readCalendars({ db, tree }: Pick<Deps, 'db' | 'tree'>, actor: Actor) {
  requireCapability(actor, 'admin.system');
  const set = await calendarsSet(db.read);
  const names = await officerNames(
    db.read,
    set.map(({ officer }) => officer),
  );
  return {
    usualWeek: USUAL_WEEK,
    calendars: set.map(({ unit, officer, ...one }) => ({
      ...one,
      unit: { id: unit, name: tree.byId(unit)?.names ?? null },
      by: names.get(officer) ?? null,
    })),
  };
}

/** One line a day, in their order. */
const sorted = (holidays: readonly Holiday[]): Holiday[] =>
  [...new Map(holidays.map((one) => [one.day, one])).values()].sort((a, b) => a.day.localeCompare(b.day));

/**
 * Sets the working days of a unit and all under it, after the calendar that was seen. Deadlines that run stay as they
 * are. Throws officers.not_allowed, tickets.unit_unknown, deadlines.calendar_changed.
 */
export async function setCalendar(
  deps: Deps,
  input: { actor: Actor; unit: string; version: number; week: readonly number[] | null; holidays: readonly Holiday[] },
): Promise<{ version: number }> {
  requireCapability(input.actor, 'admin.system');
  const { unit } = input;
  if (!deps.tree.byId(unit)) fail({ code: 'tickets.unit_unknown', kind: 'unprocessable', fields: { unit: 'invalid' } });
  const version = input.version + 1;
  const holidays = sorted(input.holidays);
  const week = input.week === null ? null : [...new Set(input.week)].sort((a, b) => a - b);
  await deps.db.write(async (tx) => {
    const row = { unit, week, holidays, officer: input.actor.officer, at: deps.clock.now(), version };
    if (!(await saveCalendar(tx, row))) fail({ code: 'deadlines.calendar_changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `calendar:${unit}`, type: 'calendar.set', actor: actorName(input.actor, 'admin.system') },
        data: { version, week, days: holidays.map(({ day }) => day) },
      },
    ]);
  });
  return { version };
}

/** Takes a unit's own calendar away. Throws officers.not_allowed, deadlines.calendar_changed. */
export async function removeCalendar(
  deps: Deps,
  { actor, unit, version }: { actor: Actor; unit: string; version: number },
): Promise<void> {
  requireCapability(actor, 'admin.system');
  await deps.db.write(async (tx) => {
    if (!(await dropCalendar(tx, { unit, version }))) fail({ code: 'deadlines.calendar_changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `calendar:${unit}`, type: 'calendar.removed', actor: actorName(actor, 'admin.system') },
        data: { version },
      },
    ]);
  });
}
