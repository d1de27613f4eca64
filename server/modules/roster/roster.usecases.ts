import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { colleaguesUnder, findColleagues, postUnder, type Colleague } from '../units/colleagues.rules.ts';
import { presentDuty } from './on-duty.usecases.ts';
import { dutiesById, dutiesOf, insertDuties, setCancelled } from './roster.repository.ts';
import { daysAfter, dayOf, gapsIn, laterBy, mondayOf, shiftOn, spanOf } from './roster.rules.ts';
import type { AddInput } from './roster.schemas.ts';
import type { Duty, DutyKind, RosterDeps } from './roster.types.ts';

const WEEK = 7;
/** Shifts of one unit in one week. */
const MOST = 500;
const FOUND = 12;

type Directory = Pick<RosterDeps, 'directory'>;

/** A unit at or under one of the officer's. Others are as if they were not there. Throws units.not_found. */
function requireUnitInReach({ directory }: Directory, { actor, unit }: { actor: Actor; unit: string }): void {
  const isInReach = actor.posts.some(
    (post) => post.capabilities.includes('ticket.read') && directory.isUnder(unit, post.unit),
  );
  if (!isInReach) fail({ code: 'units.not_found', kind: 'not-found' });
}

/**
 * The post through which the officer says who is on duty: whoever supervises the unit from it or from above, its head,
 * and for the shifts of a desk those who work there. Null for others.
 */
function planningPost(
  { directory }: Directory,
  { actor, unit, kind }: { actor: Actor; unit: string; kind: string },
): Post | null {
  const head = directory.headOf(unit)?.id;
  const plans = (post: Post): boolean =>
    (post.capabilities.includes('ticket.verify') && directory.isUnder(unit, post.unit)) ||
    post.position === head ||
    (kind === 'desk' && post.unit === unit && post.capabilities.includes('ticket.triage'));
  return actor.posts.find(plans) ?? null;
}

/** Throws units.not_found, officers.not_allowed. */
function requirePlanningPost(deps: Directory, asked: { actor: Actor; unit: string; kind: string }): Post {
  requireUnitInReach(deps, asked);
  return planningPost(deps, asked) ?? fail({ code: 'officers.not_allowed', kind: 'forbidden' });
}

const named = ({ directory }: Directory, id: string) => {
  const unit = directory.byId(id);
  return unit && { id, type: unit.type, name: unit.names };
};

/** A week of a unit, day by day, with who is on duty now and when nobody is. */
export async function readRoster(
  deps: Pick<RosterDeps, 'db' | 'clock' | 'directory'>,
  { actor, ...asked }: { actor: Actor; unit?: string | undefined; week?: string | undefined },
) {
  const own = actor.posts.filter((post) => post.capabilities.includes('ticket.read')).map((post) => post.unit);
  const unit = asked.unit ?? own[0] ?? fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  requireUnitInReach(deps, { actor, unit });
  const now = deps.clock.now();
  const week = mondayOf(asked.week ?? dayOf(now));
  const duties = await dutiesOf(deps.db.read, { ...spanOf(week, WEEK), units: [unit], now, limit: MOST });
  const current = await dutiesOf(deps.db.read, { units: [unit], fromAt: now, untilAt: now + 1, now, limit: MOST });
  // From his own unit down to this one, and a step further.
  const isOwn = (one: string) => own.some((top) => deps.directory.isUnder(one, top));
  const way = deps.directory.pathToRoot(unit).filter(isOwn).reverse();
  const titleOf = (position: string) => deps.directory.office(position)?.title ?? null;
  const days = Array.from({ length: WEEK }, (_, index) => {
    const day = daysAfter(week, index);
    const span = spanOf(day, 1);
    // A shift stands on the day on which it begins; what lasts as long as a situation, on each of its days.
    const begun = duties.filter(
      ({ fromAt, untilAt, situation }) =>
        fromAt < span.untilAt && (fromAt >= span.fromAt || (situation !== null && untilAt > span.fromAt)),
    );
    return {
      day,
      ...span,
      duties: begun.map((duty) => ({ ...presentDuty(duty, actor), title: titleOf(duty.position) })),
      gaps: duties.length === 0 ? [] : gapsIn(span, duties),
    };
  });
  return {
    unit: named(deps, unit),
    units: [...new Set([...own, ...way, ...deps.directory.children(unit)])].flatMap((one) => named(deps, one) ?? []),
    week,
    mayPlan: (['desk', 'night', 'duty'] as const).filter((kind) => planningPost(deps, { actor, unit, kind }) !== null),
    now: current.map((duty) => presentDuty(duty, actor)),
    days,
  };
}

/** Officers posted at or under a unit whose name or office is typed. */
export function findForRoster(
  deps: Directory,
  { actor, unit, q }: { actor: Actor; unit: string; q: string },
): Colleague[] {
  requireUnitInReach(deps, { actor, unit });
  return findColleagues(colleaguesUnder(deps.directory, unit), { q, limit: FOUND });
}

async function record(
  deps: RosterDeps,
  tx: Tx,
  { type, unit, by, duties }: { type: string; unit: string; by: string; duties: readonly string[] },
): Promise<void> {
  await deps.events.append(tx, [{ stream: `unit:${unit}`, type, actor: by, data: { duties } }]);
}

/**
 * Puts an officer on duty, on one day or on several in a row. What is there already stays as it is; when all of it is,
 * it is refused. Throws officers.not_found, roster.exists.
 */
export async function addDuties(
  deps: RosterDeps,
  { actor, unit, officer, kind, day, from, until, days }: AddInput & { readonly actor: Actor },
): Promise<{ ids: string[] }> {
  const post = requirePlanningPost(deps, { actor, unit, kind });
  const colleague = postUnder(deps.directory, { unit, officer });
  if (!colleague)
    fail({ code: 'officers.not_found', kind: 'unprocessable', fields: { officer: 'officers.not_found' } });
  const at = deps.clock.now();
  const entry = { unit, officer, kind, position: colleague.position, situation: null };
  const recorded = { byOfficer: actor.officer, at, cancelledAt: null };
  const duties = Array.from({ length: days }, (_, index) => ({
    ...entry,
    ...recorded,
    ...shiftOn(daysAfter(day, index), { from, until }),
    id: deps.ids.make('dty'),
  }));
  return deps.db.write(async (tx) => {
    const ids = await insertDuties(tx, duties);
    if (ids.length === 0) fail({ code: 'roster.exists', kind: 'conflict' });
    await record(deps, tx, { type: 'roster.added', unit, by: actorAt(actor, post), duties: ids });
    return { ids };
  });
}

/** Takes the week before over into this one, for those who are still posted there. Throws roster.nothing_to_copy. */
export async function copyWeek(
  deps: RosterDeps,
  { actor, unit, week }: { actor: Actor; unit: string; week: string },
): Promise<{ ids: string[] }> {
  requireUnitInReach(deps, { actor, unit });
  const monday = mondayOf(week);
  return deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const span = spanOf(daysAfter(monday, -WEEK), WEEK);
    const before = (await dutiesOf(tx, { ...span, units: [unit], now: at, limit: MOST })).filter(
      ({ fromAt, situation }) => fromAt >= span.fromAt && situation === null,
    );
    const own = before.filter(({ kind }) => planningPost(deps, { actor, unit, kind }) !== null);
    const post = own[0] && planningPost(deps, { actor, unit, kind: own[0].kind });
    if (before.length > 0 && !post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    const copies = own.map(({ name: _name, situationName: _situation, ...duty }): Duty =>
      laterBy({ ...duty, id: deps.ids.make('dty'), byOfficer: actor.officer, at }, WEEK),
    );
    const ids = await insertDuties(tx, copies);
    if (ids.length === 0 || !post) return fail({ code: 'roster.nothing_to_copy', kind: 'conflict' });
    await record(deps, tx, { type: 'roster.copied', unit, by: actorAt(actor, post), duties: ids });
    return { ids };
  });
}

/** The duties that this officer may plan, all of one unit. Throws roster.not_found. */
async function loadOwn(
  deps: RosterDeps,
  tx: Tx,
  { actor, ids }: { actor: Actor; ids: readonly string[] },
): Promise<{ unit: string; post: Post }> {
  const duties = await dutiesById(tx, ids);
  const [first] = duties;
  const isSeen = ({ unit }: Duty): boolean =>
    actor.posts.some((post) => post.capabilities.includes('ticket.read') && deps.directory.isUnder(unit, post.unit));
  if (!first || duties.length < new Set(ids).size || !duties.every((one) => one.unit === first.unit && isSeen(one)))
    return fail({ code: 'roster.not_found', kind: 'not-found' });
  const posts = duties.map((duty) =>
    requirePlanningPost(deps, { actor, unit: duty.unit, kind: duty.kind as DutyKind }),
  );
  return { unit: first.unit, post: posts[0] ?? fail({ code: 'roster.not_found', kind: 'not-found' }) };
}

/** Takes shifts out of the roster. Of two who do it at one moment one does. Throws roster.not_found, roster.removed. */
export async function removeDuties(
  deps: RosterDeps,
  { actor, ids }: { actor: Actor; ids: readonly string[] },
): Promise<{ ids: string[] }> {
  return deps.db.write(async (tx) => {
    const { unit, post } = await loadOwn(deps, tx, { actor, ids });
    const removed = await setCancelled(tx, { ids, cancelledAt: deps.clock.now() });
    if (removed.length === 0) fail({ code: 'roster.removed', kind: 'conflict' });
    await record(deps, tx, { type: 'roster.removed', unit, by: actorAt(actor, post), duties: removed });
    return { ids: removed };
  });
}

/** Brings back what was taken out, unless the same was entered again meanwhile. Throws roster.not_found, roster.exists. */
export async function restoreDuties(
  deps: RosterDeps,
  { actor, ids }: { actor: Actor; ids: readonly string[] },
): Promise<{ ids: string[] }> {
  return deps.db
    .write(async (tx) => {
      const { unit, post } = await loadOwn(deps, tx, { actor, ids });
      const restored = await setCancelled(tx, { ids, cancelledAt: null });
      if (restored.length === 0) fail({ code: 'roster.exists', kind: 'conflict' });
      await record(deps, tx, { type: 'roster.restored', unit, by: actorAt(actor, post), duties: restored });
      return { ids: restored };
    })
    .catch((error: unknown) => {
      if (!deps.db.isDuplicate(error)) throw error;
      return fail({ code: 'roster.exists', kind: 'conflict' });
    });
}
