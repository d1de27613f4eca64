import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { act, type Changed } from '../tickets/change.usecases.ts';
import type { Outcome } from '../tickets/outcome.rules.ts';
import type { LinkDeps } from './link.usecases.ts';
import { insertProposal } from './proposals.repository.ts';

/**
 * Proposes how a docket could be closed, to whoever may close it: an operator whom the citizen told that it is settled,
 * an officer above. Throws what an act throws, and notify.may_close for who could close it himself.
 */
export async function proposeClosure(
  deps: LinkDeps,
  input: {
    readonly actor: Actor;
    readonly id: string;
    readonly version: number;
    readonly outcome: Outcome;
    readonly line: string;
  },
): Promise<Changed> {
  const { outcome, line } = input;
  const done = await act(deps, {
    ...input,
    action: 'propose',
    decide: async ({ ticket, tx, at, post, units }) => {
      const mayClose = input.actor.posts.some(
        ({ unit, capabilities }) => units.includes(unit) && capabilities.includes('ticket.act'),
      );
      if (mayClose) fail({ code: 'notify.may_close', kind: 'conflict' });
      const id = deps.ids.make('prp');
      await insertProposal(tx, {
        ...{ id, ticket: ticket.id, position: post.position, outcome, line, attachment: null, at },
        ...{ settledAt: null, settledBy: null },
      });
      return { set: {}, type: 'ticket.report-proposed', data: { proposal: id, outcome } };
    },
  });
  // It is set aside, not taken back.
  return { ...done, undoUntil: null };
}
