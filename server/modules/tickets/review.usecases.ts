import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import type { ClockKind } from './clock.rules.ts';
import { writeNote } from './notes.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';
import { unitOfCloser } from './verdict.repository.ts';
import { aboveWhoClosed } from './verdict.rules.ts';

/** A senior has looked: what was closed is really resolved. */
export async function verifyTicket(deps: TicketDeps, input: Target): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'verify',
    decide: ({ at }) => ({ set: { state: 'verified', verifiedAt: at }, type: 'ticket.verified' }),
  });
}

/**
 * Returns a ticket that was closed without being resolved, or set aside by mistake. It goes one rank above whoever
 * closed it, which may send it down again, and a new action clock starts.
 */
export async function reopenTicket(deps: TicketDeps, input: Target & { readonly reason: string }): Promise<Changed> {
  return act(deps, {
    ...input,
    action: 'reopen',
    decide: async ({ ticket, tx, at }) => {
      const note = await writeNote(deps, tx, { ticket: ticket.id, text: input.reason, actor: input.actor, at });
      const dueAt = await deadlinesAt(deps, tx, at);
      const clock = (kind: ClockKind, owner: string | null) => ({
        ...{ kind, startedAt: at, dueAt: dueAt({ matter: { ...ticket, owner }, kind, from: at }) },
      });
      if (ticket.docket === null)
        return {
          set: { state: 'received', reason: null },
          type: 'ticket.reopened',
          data: { note },
          startClocks: [clock('first_response', ticket.owner)],
        };
      const owner = aboveWhoClosed({ tree: deps.tree, owner: ticket.owner, closer: await unitOfCloser(tx, ticket.id) });
      return {
        set: { ...{ state: 'open', outcome: null, closedAt: null, verifiedAt: null, inProcessAt: null }, owner },
        type: 'ticket.reopened',
        data: { note },
        startClocks: [clock('action', owner)],
      };
    },
  });
}
