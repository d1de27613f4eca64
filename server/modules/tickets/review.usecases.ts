import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { act, type Changed, type Decision } from './change.usecases.ts';
import type { ClockKind } from './clock.rules.ts';
import { hasClosed } from './hands.usecases.ts';
import { writeNote } from './notes.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';
import { unitOfCloser } from './verdict.repository.ts';
import { aboveWhoClosed } from './verdict.rules.ts';

/**
 * A senior has looked: what was closed is really resolved. Not one who wrote the report or approved it himself. Throws
 * tickets.own_closing.
 */
export async function verifyTicket(deps: TicketDeps, input: Target): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'verify',
    decide: async ({ ticket, tx, at }) => {
      if (await hasClosed(tx, { officer: input.actor.officer, ticket, now: at }))
        fail({ code: 'tickets.own_closing', kind: 'forbidden' });
      return { set: { state: 'verified', verifiedAt: at }, type: 'ticket.verified' };
    },
  });
}

/** What opening a closed docket again writes: one rank above whoever closed it, with a new action clock. */
export async function reopening(
  deps: Pick<TicketDeps, 'ids' | 'tree'>,
  tx: Tx,
  {
    ticket,
    actor,
    at,
    reason,
    data = {},
  }: { ticket: Ticket; actor: Actor; at: number; reason: string | null; data?: Readonly<Record<string, unknown>> },
): Promise<Decision> {
  const note =
    reason === null ? {} : { note: await writeNote(deps, tx, { ticket: ticket.id, text: reason, actor, at }) };
  const dueAt = await deadlinesAt(deps, tx, at);
  const clock = (kind: ClockKind, owner: string | null) => ({
    ...{ kind, startedAt: at, dueAt: dueAt({ matter: { ...ticket, owner }, kind, from: at }) },
  });
  const event = { type: 'ticket.reopened', data: { ...note, ...data } };
  if (ticket.docket === null) {
    const set = { state: 'received', reason: null };
    return { ...event, set, startClocks: [clock('first_response', ticket.owner)] };
  }
  const owner = aboveWhoClosed({ tree: deps.tree, owner: ticket.owner, closer: await unitOfCloser(tx, ticket.id) });
  return {
    ...event,
    set: { ...{ state: 'open', outcome: null, closedAt: null, verifiedAt: null, inProcessAt: null }, owner },
    startClocks: [clock('action', owner)],
  };
}

/**
 * Returns a ticket that was closed without being resolved, or set aside by mistake. It goes one rank above whoever
 * closed it, which may send it down again, and a new action clock starts.
 */
export async function reopenTicket(deps: TicketDeps, input: Target & { readonly reason: string }): Promise<Changed> {
  const { actor, reason } = input;
  return act(deps, {
    ...input,
    action: 'reopen',
    decide: ({ ticket, tx, at }) => reopening(deps, tx, { ticket, actor, at, reason }),
  });
}
