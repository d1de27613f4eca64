import type { Actor } from '../officers/actor.types.ts';
import { isKey } from '../officers/officers.rules.ts';
import { findAnswered } from '../tickets/answered.usecases.ts';
import { UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import { seenIncident } from '../tickets/seen.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { visibleTickets } from '../tickets/visible.usecases.ts';
import { lookAt, type Held } from './access.usecases.ts';
import { USUAL_HOURS } from './lock.rules.ts';
import { listHeld, unitsSeeing } from './lock.usecases.ts';
import { approversFor, inquirersFor, speakersFor, type Office } from './people.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import type { SpreadDeps } from './spread.types.ts';
import { statementsOf, type Statement } from './statement.repository.ts';
import { languageFor, statementTemplates, stepsFor } from './statement.rules.ts';
import { velocities } from './velocity.repository.ts';
import { STILL } from './velocity.rules.ts';

const MOST_THREADS = 20;

const presentOffice = ({ id, title, holder }: Office) => ({ id, title, holder: holder?.name ?? null });

/** Threads in which a statement can be said: the officer sees them, they are public and not protected. */
async function threadsOf(deps: SpreadDeps, tickets: readonly Ticket[]) {
  const threads = [];
  for (const ticket of tickets.slice(0, MOST_THREADS)) {
    const plea = await findAnswered(deps.db.read, ticket);
    const canSay = !ticket.protected && deps.channel(ticket.channel)?.canSend === true && plea?.kind !== 'dm';
    const { id, docket, headline, voices, reach } = ticket;
    threads.push({ id, docket, headline, voices, reach, language: languageFor(ticket.language), canSay });
  }
  return threads;
}

function presentStatement(
  deps: SpreadDeps,
  {
    statement,
    actor,
    held,
    names,
    seen,
  }: {
    statement: Statement;
    actor: Actor;
    held: Held;
    names: ReadonlyMap<string, string>;
    seen: ReadonlySet<string>;
  },
) {
  const { id, ticket, texts, state, reason, nextWordAt, decidedAt, sentAt, createdAt, version } = statement;
  const named = (officer: string | null) => (officer === null ? null : (names.get(officer) ?? null));
  // Threads that this officer may not see are not told to him, not even that there are more.
  const tickets = statement.tickets.filter((one) => seen.has(one));
  const positions = actor.posts.map(({ position }) => position);
  const by = { officer: actor.officer, positions, speaker: held.lock?.position ?? null };
  const steps = stepsFor(statement, { ...by, undoAfter: deps.clock.now() - UNDO_WINDOW });
  const isHere = ticket === held.ticket.id && held.post !== null;
  return {
    ...{ id, ticket, texts, tickets, state, reason, nextWordAt, decidedAt, sentAt, createdAt, version },
    writer: named(statement.writer),
    approver: statement.approver,
    approverTitle: deps.offices.office(statement.approver)?.title ?? null,
    decidedBy: named(statement.decidedBy),
    sentBy: named(statement.sentBy),
    undoUntil: sentAt === null ? null : sentAt + UNDO_WINDOW,
    steps: isHere ? steps.filter((step) => !isKey(actor) || (step !== 'ask' && step !== 'approve')) : [],
  };
}

/** Everything that is done about a matter that spreads, and what this officer may do now. Throws tickets.not_found. */
export async function readPanel(deps: SpreadDeps, { actor, id }: { actor: Actor; id: string }) {
  const { read } = deps.db;
  const now = deps.clock.now();
  const held = await lookAt(read, { actor, id, now });
  const { ticket, spread, lock, post } = held;
  const incident = incidentOf(ticket);
  const viewer = viewerOf(actor);
  const tickets = await seenIncident(read, { actor, ticket });
  const growth = (await velocities(read, { now, incidents: [incident], viewer })).get(incident) ?? STILL;
  const statements = await statementsOf(read, { incident, ticket: id, viewer });
  const ids = [...(lock ? [lock.ticket] : []), ...statements.flatMap((one) => one.tickets)];
  const seen = new Set((await visibleTickets(read, { viewer, ids })).map((one) => one.id));
  const names = await officerNames(read, [
    ...[spread?.acknowledgedBy, spread?.chiefBy, lock?.setBy].flatMap((officer) => officer ?? []),
    ...statements.flatMap(({ writer, decidedBy, sentBy }) => [writer, decidedBy ?? [], sentBy ?? []].flat()),
  ]);
  const named = (officer: string | null) => (officer === null ? null : (names.get(officer) ?? null));
  const asked = { tree: deps.tree, offices: deps.offices, matter: ticket, sees: unitsSeeing(deps, ticket) };
  return {
    spread: spread && {
      startedAt: spread.startedAt,
      peak: spread.peak,
      acknowledgedBy: named(spread.acknowledgedBy),
      acknowledgedAt: spread.acknowledgedAt,
      chiefBy: named(spread.chiefBy),
      chiefAt: spread.chiefAt,
    },
    quarter: growth.quarter,
    hour: growth.hour,
    before: growth.before,
    lock: lock && {
      id: lock.id,
      position: lock.position,
      title: deps.offices.office(lock.position)?.title ?? null,
      reason: seen.has(lock.ticket) ? lock.reason : null,
      setBy: seen.has(lock.ticket) ? named(lock.setBy) : null,
      setAt: lock.setAt,
      until: lock.until,
      version: lock.version,
      mayLift: post !== null && (held.leads || actor.posts.some(({ position }) => position === lock.position)),
    },
    mayLock: held.mayLock && post !== null,
    mayWrite: post !== null && (held.mayLock || lock !== null),
    usualHours: USUAL_HOURS,
    own: post?.position ?? null,
    speakers: held.leads ? speakersFor(asked).map(presentOffice) : [],
    inquirers: post ? inquirersFor(asked).map(presentOffice) : [],
    approvers: post ? approversFor(asked, { post, officer: actor.officer }).map(presentOffice) : [],
    threads: await threadsOf(deps, tickets),
    held: await listHeld(deps, { actor, tickets: tickets.map((one) => one.id) }),
    statements: statements.map((statement) => presentStatement(deps, { statement, actor, held, names, seen })),
    templates: post ? statementTemplates : [],
  };
}
