import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { holdTickets } from './intake.repository.ts';
import { UNTIL_CLOSED } from './clock.rules.ts';
import { changeTicket, openAgain } from './open-again.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import { countReopened, lastVerdict, saveVerdict, type Verdict } from './verdict.repository.ts';
import { answerable, REOPENS_ALONE, type Said, type VerdictReason } from './verdict.rules.ts';

type VerdictDeps = Pick<TicketDeps, 'tree' | 'search' | 'clock' | 'ids' | 'events'>;

export interface VerdictInput {
  /** Whose proof of ownership the caller has looked at. */
  readonly ticket: string;
  readonly said: Said;
  readonly reason?: VerdictReason | undefined;
  readonly words?: string | undefined;
  readonly way: 'page' | 'reply' | 'phone';
  /** citizen, or the officer who telephoned. */
  readonly actor: string;
  readonly position?: string | undefined;
  /** What the event says besides: which message it was. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const REFUSALS = {
  'not-closed': 'tickets.verdict_not_now',
  late: 'tickets.verdict_late',
  given: 'tickets.verdict_given',
} as const;

interface Effect {
  readonly after: Ticket;
  readonly data: Record<string, unknown>;
  readonly reopened: boolean;
  readonly restored: boolean;
}

interface Case {
  readonly ticket: Ticket;
  /** What was said of this closing before. */
  readonly standing: Verdict | null;
  readonly at: number;
}

/** Solved: it is verified, and what an earlier "no" had opened is closed again while nobody has acted on it. */
async function effectOfYes(deps: VerdictDeps, tx: Tx, { ticket, standing, at }: Case): Promise<Effect> {
  const was = standing?.version === ticket.version ? standing.was : null;
  const isClosed = ticket.state === 'closed';
  const restored = !isClosed && ticket.state !== 'verified' && was !== null;
  const set = isClosed || restored ? { ...(restored ? was : {}), state: 'verified', verifiedAt: at } : {};
  const changed = await changeTicket(deps, tx, { ticket, set, at, stop: restored ? UNTIL_CLOSED : [] });
  return { ...changed, reopened: false, restored };
}

/** Not solved: it is opened anew one rank above who closed it, or, a third time, marked for a person who decides. */
async function effectOfNo(deps: VerdictDeps, tx: Tx, { ticket, at }: Case): Promise<Effect> {
  const reopened = (await countReopened(tx, ticket.id)) < REOPENS_ALONE;
  const set = { wroteAgainAt: at };
  const changed = reopened
    ? await openAgain(deps, tx, { ticket, at, set })
    : await changeTicket(deps, tx, { ticket, at, set });
  return { ...changed, reopened, restored: false };
}

/**
 * Takes the verdict of whoever a docket belongs to, in the caller's transaction: nothing happens when the same was said
 * already. Throws tickets.verdict_not_now, tickets.verdict_late, tickets.verdict_given.
 */
export async function recordVerdict(deps: VerdictDeps, tx: Tx, input: VerdictInput): Promise<void> {
  const [ticket] = await holdTickets(tx, [input.ticket]);
  if (!ticket) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const at = deps.clock.now();
  const last = await lastVerdict(tx, ticket.id);
  const can = answerable({ ticket, last, at });
  const isSaid = last?.said === input.said && (can.kind === 'given' || can.kind === 'may-change');
  if (isSaid) return;
  if (can.kind !== 'asks' && can.kind !== 'may-change') fail({ code: REFUSALS[can.kind], kind: 'conflict' });
  const standing = can.kind === 'may-change' ? last : null;
  const work = input.said === 'solved' ? effectOfYes : effectOfNo;
  const effect = await work(deps, tx, { ticket, standing, at });
  const { owner, outcome, closedAt, inProcessAt, wroteAgainAt } = ticket;
  await saveVerdict(tx, {
    id: standing?.id ?? deps.ids.make('vrd'),
    ...{ ticket: ticket.id, closedAt: can.closedAt, said: input.said, way: input.way, at },
    reason: input.said === 'solved' ? null : (input.reason ?? null),
    words: input.said === 'solved' ? null : (input.words?.trim() ?? '') || null,
    position: input.position ?? null,
    firstAt: standing?.firstAt ?? at,
    changes: standing ? standing.changes + 1 : 0,
    // What was opened again and not put back counts, whatever is said of it since.
    reopened: effect.reopened || (standing?.reopened === true && !effect.restored),
    was: effect.reopened ? { owner, outcome, closedAt, inProcessAt, wroteAgainAt } : null,
    version: effect.after.version,
  });
  await deps.events.append(tx, [
    {
      stream: `ticket:${ticket.id}`,
      type: 'ticket.verdict',
      actor: input.actor,
      data: {
        ...effect.data,
        ...{ said: input.said, way: input.way, reopened: effect.reopened, restored: effect.restored },
        ...{ reason: input.said === 'solved' ? null : (input.reason ?? null), changed: standing !== null },
        ...input.data,
      },
    },
  ]);
}

/** What was said of the last closing, as officers see it; null when nobody was asked. */
export async function readVerdict(read: Read, ticket: string) {
  const last = await lastVerdict(read, ticket);
  if (!last) return null;
  const { said, reason, words, way, at, changes } = last;
  return { said, reason, words, way, at, changed: changes > 0 };
}

/** What the citizen's own page asks. */
export async function readQuestion(read: Read, { ticket, at }: { ticket: Ticket; at: number }) {
  const last = await lastVerdict(read, ticket.id);
  const can = answerable({ ticket, last, at });
  const isOfThis = last !== null && last.said !== 'silent' && can.kind !== 'asks' && can.kind !== 'not-closed';
  return {
    asks: can.kind === 'asks' || can.kind === 'may-change',
    until: can.kind === 'asks' || can.kind === 'may-change' ? can.until : null,
    given: isOfThis ? { said: last.said as Said, at: last.at } : null,
  };
}
