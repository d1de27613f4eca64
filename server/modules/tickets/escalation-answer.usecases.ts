import { fail } from '../../platform/errors.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import type { Offices } from './detail.usecases.ts';
import { changeEscalation, climbedTo, escalationsOf } from './escalation.repository.ts';
import { CLIMB_STEPS, climbsAt, maySay, type ClimbStep, type Escalation } from './escalation.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { readNotClimbed } from './overdue.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps, UnitTree } from './tickets.types.ts';

const SHOWN = 100;

/** Posts that answer for what climbs to their unit: those that read there, but for the desk's. */
const answering = ({ posts }: Actor): readonly Post[] =>
  posts.filter(({ capabilities }) => capabilities.includes('ticket.read') && !capabilities.includes('ticket.triage'));

interface Presenting {
  readonly tree: UnitTree;
  readonly offices: Offices;
  readonly names: ReadonlyMap<string, string>;
  readonly actor: Actor;
}

function presentClimb(
  { row, ticket }: { row: Escalation; ticket: Pick<Ticket, 'urgency'> },
  { tree, offices, names, actor }: Presenting,
) {
  const isYours = answering(actor).some(({ unit }) => unit === row.unit);
  return {
    ...{ clock: row.clock, level: row.level, at: row.at, version: row.version, isYours },
    unit: namedUnit(tree, row.unit),
    title: row.position === null ? null : (offices.office(row.position)?.title ?? null),
    climbsOnAt: row.dueAt === null ? null : climbsAt(row, ticket.urgency),
    answer: row.answer,
    answeredBy: row.answeredBy === null ? null : (names.get(row.answeredBy) ?? null),
    answeredAt: row.answeredAt,
    maySay: isYours ? CLIMB_STEPS.filter((step) => maySay(row, step)) : [],
  };
}

type ClimbDeps = Pick<TicketDeps, 'db' | 'clock' | 'tree'> & { readonly offices: Offices };

const namesIn = ({ db }: ClimbDeps, rows: readonly Escalation[]) =>
  officerNames(
    db.read,
    rows.flatMap(({ answeredBy }) => answeredBy ?? []),
  );

/** What has climbed to the officer's units and is still overdue: danger to life first, then the longest there. */
export async function listClimbed(deps: ClimbDeps, actor: Actor) {
  const units = answering(actor).map(({ unit }) => unit);
  const found = await climbedTo(deps.db.read, {
    ...{ viewer: viewerOf(actor), units, now: deps.clock.now(), limit: SHOWN + 1 },
  });
  const shown = found.slice(0, SHOWN);
  const names = await namesIn(
    deps,
    shown.map(({ row }) => row),
  );
  const rows = shown.map(({ row, clock, ticket }) => ({
    ...presentClimb({ row, ticket }, { ...deps, names, actor }),
    overdueSince: clock.dueAt,
    ticket: presentRow(deps.tree, ticket),
  }));
  return { climbed: rows, more: found.length > SHOWN, passed: await readNotClimbed(deps, actor) };
}

/** How far a ticket's deadlines have climbed. Throws tickets.not_found. */
export async function readClimbed(deps: ClimbDeps, { actor, id }: { actor: Actor; id: string }) {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const rows = await escalationsOf(deps.db.read, { ticket: id, now: deps.clock.now() });
  const names = await namesIn(deps, rows);
  return { climbed: rows.map((row) => presentClimb({ row, ticket: found.ticket }, { ...deps, names, actor })) };
}

/**
 * What a level says to a deadline that climbed to it: it has seen it, asks whoever has the docket for an answer, or
 * looks after it itself. Each gives it time before it climbs on. Of two officers at one moment one says it.
 * Throws tickets.not_found, officers.not_allowed, tickets.climb_changed.
 */
export async function answerClimb(
  deps: Pick<TicketDeps, 'db' | 'clock' | 'events'>,
  input: { actor: Actor; id: string; clock: string; version: number; step: ClimbStep },
): Promise<void> {
  const { actor, id, step } = input;
  const viewer = viewerOf(actor);
  await deps.db.write(async (tx) => {
    const found = await findTicket(tx, { id, viewer });
    if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
    const posts = answering(actor).filter(({ unit }) => found.units.includes(unit));
    if (posts.length === 0) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    const at = deps.clock.now();
    const row = (await escalationsOf(tx, { ticket: id, now: at })).find(({ clock }) => clock === input.clock);
    if (!row) fail({ code: 'tickets.climb_changed', kind: 'conflict' });
    const post = posts.find(({ unit }) => unit === row.unit);
    if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    if (row.version !== input.version || !maySay(row, step)) fail({ code: 'tickets.climb_changed', kind: 'conflict' });
    const answer = { answer: step, answeredBy: actor.officer, answeredAt: at };
    const dueAt = row.dueAt === null ? null : climbsAt({ ...row, ...answer }, found.ticket.urgency);
    if (!(await changeEscalation(tx, { before: row, set: { ...answer, dueAt } })))
      fail({ code: 'tickets.climb_changed', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `ticket:${id}`, type: `ticket.climb-${step}`, actor: actorAt(actor, post) },
        data: { clock: row.clock, level: row.level },
      },
    ]);
  });
}
