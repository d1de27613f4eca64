import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, unitsWith } from '../officers/officers.rules.ts';
import { endDuties, resumeDuties } from '../roster/situation-duty.usecases.ts';
import type { SpreadRule } from '../spread/velocity.rules.ts';
import type { Ticket, UnitTree } from '../tickets/tickets.types.ts';
import { declaringPost, endOf, phaseOf, touches, type Span } from './situations.rules.ts';
import {
  changeSituation,
  findSituation,
  insertSituation,
  situationsAt,
  type ChainViewer,
} from './situations.repository.ts';
import type { Declared, SituationDeps, TemporaryAnswer } from './situations.types.ts';

const DAY = 24 * 60 * 60_000;
/** Longer than any order of this kind runs. */
export const LONGEST = 370 * DAY;
/** How long its early end can be taken back, in milliseconds. */
export const END_UNDO = 10_000;

export const chainOf = (tree: UnitTree, actor: Actor): ChainViewer => {
  const units = unitsWith(actor, 'ticket.read');
  return { units, above: [...new Set(units.flatMap((unit) => tree.pathToRoot(unit)))] };
};

export interface Declaration {
  readonly actor: Actor;
  readonly kind: string;
  readonly name: string;
  readonly units: readonly string[];
  readonly orderNumber: string;
  readonly orderDate: number;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly silenceMinutes: number | null;
  readonly floodLimit: number | null;
  readonly spread: SpreadRule | null;
  readonly answers: readonly (Omit<TemporaryAnswer, 'id' | 'until'> & { readonly until?: number | undefined })[];
}

/**
 * Declares a situation by a dated order, for units below the officer's own. Throws officers.not_allowed,
 * situations.unit_unknown, situations.span_wrong, situations.declared_already.
 */
export async function declareSituation(deps: SituationDeps, input: Declaration): Promise<{ id: string }> {
  const { actor, answers, ...told } = input;
  const at = deps.clock.now();
  const units = [...new Set(input.units)];
  const unknown = units.find((unit) => !deps.tree.byId(unit));
  if (unknown !== undefined)
    fail({ code: 'situations.unit_unknown', kind: 'unprocessable', fields: { units: 'invalid' } });
  const post = declaringPost(deps.tree, { actor, units });
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const { fromAt, untilAt, orderDate } = told;
  if (untilAt <= fromAt || untilAt <= at || untilAt - fromAt > LONGEST || orderDate > at)
    fail({ code: 'situations.span_wrong', kind: 'unprocessable', fields: { untilAt: 'invalid' } });
  const id = deps.ids.make('sit');
  const situation = {
    ...{ id, kind: told.kind, name: told.name, orderNumber: told.orderNumber, orderDate, fromAt, untilAt },
    ...{ silenceMinutes: told.silenceMinutes, floodLimit: told.floodLimit, spread: told.spread },
    answers: answers.map((answer) => ({ ...answer, id: deps.ids.make('ans'), until: answer.until ?? untilAt })),
    ...{ unit: post.unit, declaredBy: actor.officer, position: post.position, at },
    ...{ endedAt: null, endedBy: null, version: 1 },
  };
  await deps.db.write(async (tx) => {
    if (!(await insertSituation(tx, { situation, units })))
      fail({ code: 'situations.declared_already', kind: 'conflict' });
    const data = { kind: told.kind, units, from: fromAt, until: untilAt };
    await deps.events.append(tx, [
      { stream: `situation:${id}`, type: 'situation.declared', actor: actorAt(actor, post), data },
    ]);
  });
  return { id };
}

export interface Change {
  readonly actor: Actor;
  readonly id: string;
  readonly version: number;
}

/** Throws situations.not_found, officers.not_allowed, situations.changed. */
export async function loadForChange(deps: SituationDeps, read: Read, { actor, id, version }: Change) {
  const found = await findSituation(read, { viewer: chainOf(deps.tree, actor), id });
  if (!found) fail({ code: 'situations.not_found', kind: 'not-found' });
  const post = declaringPost(deps.tree, { actor, units: found.units });
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  if (found.situation.version !== version) fail({ code: 'situations.changed', kind: 'conflict' });
  return { before: found.situation, units: found.units, post };
}

/** Ends a situation before its time, or one that has not begun. Throws situations.not_found, situations.over, situations.changed. */
export async function endSituation(
  deps: SituationDeps,
  input: Change,
): Promise<{ version: number; undoUntil: number }> {
  return deps.db.write(async (tx) => {
    const { before, post } = await loadForChange(deps, tx, input);
    const at = deps.clock.now();
    if (phaseOf(before, at) === 'past') fail({ code: 'situations.over', kind: 'conflict' });
    const after = await changeSituation(tx, { before, set: { endedAt: at, endedBy: input.actor.officer } });
    if (!after) fail({ code: 'situations.changed', kind: 'conflict' });
    await endDuties(tx, { situation: input.id, at });
    await deps.events.append(tx, [
      { stream: `situation:${input.id}`, type: 'situation.ended', actor: actorAt(input.actor, post), data: {} },
    ]);
    return { version: after.version, undoUntil: at + END_UNDO };
  });
}

/** Takes back one's own early end, for ten seconds. Throws situations.not_found, situations.undo_too_late, situations.changed. */
export async function resumeSituation(deps: SituationDeps, input: Change): Promise<void> {
  await deps.db.write(async (tx) => {
    const { before, post } = await loadForChange(deps, tx, input);
    const at = deps.clock.now();
    const isOwn = before.endedBy === input.actor.officer;
    if (before.endedAt === null || !isOwn || at > before.endedAt + END_UNDO || before.untilAt <= at)
      fail({ code: 'situations.undo_too_late', kind: 'conflict' });
    const after = await changeSituation(tx, { before, set: { endedAt: null, endedBy: null } });
    if (!after) fail({ code: 'situations.changed', kind: 'conflict' });
    const { endedAt, untilAt } = before;
    await resumeDuties(tx, { situation: input.id, endedAt, untilAt });
    await deps.events.append(tx, [
      { stream: `situation:${input.id}`, type: 'situation.resumed', actor: actorAt(input.actor, post), data: {} },
    ]);
  });
}

/** Situations that run now, wherever: intake and the answer bank follow them. */
export const runningSituations = (read: Read, now: number): Promise<Declared[]> => situationsAt(read, now);

/** Situations that ran where and when a ticket came. */
export async function situationsOfTicket(
  deps: Pick<SituationDeps, 'db' | 'tree'>,
  ticket: Ticket,
): Promise<{ id: string; name: string }[]> {
  const then = await situationsAt(deps.db.read, ticket.receivedAt);
  return then.filter((one) => touches(deps.tree, one, ticket)).map(({ situation: { id, name } }) => ({ id, name }));
}

export const spanOf = (ids: SituationDeps['ids'], { situation, units }: Declared): Span => ({
  units,
  from: ids.floor(situation.fromAt),
  to: ids.floor(endOf(situation)),
});

/** Which tickets are those of a situation that the officer may see. Throws situations.not_found. */
export async function readSpan(
  deps: Pick<SituationDeps, 'db' | 'ids' | 'tree'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<Span> {
  const found = await findSituation(deps.db.read, { viewer: chainOf(deps.tree, actor), id });
  if (!found) fail({ code: 'situations.not_found', kind: 'not-found' });
  return spanOf(deps.ids, found);
}
