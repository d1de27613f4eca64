import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import { circleOf } from '../audits/audits.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { closerOf } from './audited.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { hashCode, makeCode } from './ownership.rules.ts';
import { mayKnowAuthor } from './secrecy.rules.ts';
import { findTicket } from './tickets.repository.ts';
import { dropCodeProofs } from './tracking.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

type Deps = Pick<TicketDeps, 'tree' | 'channel'>;

/** Whether a closing was made by this officer, or by somebody of the circle that he belongs to. */
async function isOfCloser({ tree }: Deps, read: Read, { ticket, actor }: { ticket: Ticket; actor: Actor }) {
  const { id, state, owner } = ticket;
  if ((state !== 'closed' && state !== 'verified') || owner === null) return false;
  const closer = await closerOf(read, id);
  const highest = closer !== null && tree.isUnder(owner, closer.unit) ? closer.unit : owner;
  const circle = circleOf(tree, highest);
  return closer?.officer === actor.officer || actor.posts.some(({ unit }) => tree.isUnder(unit, circle));
}

/**
 * Why an officer gives no code for a ticket that he sees; null where he may. A code opens the words and gives the
 * verdict: nobody gets one who may not read them, and of a closing nobody of the circle that closed it.
 */
export async function whyNoCode(
  deps: Deps,
  read: Read,
  { ticket, actor, isHidden }: { ticket: Ticket; actor: Actor; isHidden: boolean },
): Promise<
  'tickets.code_by_channel' | 'tickets.words_kept' | 'tickets.words_erased' | 'tickets.code_of_closer' | null
> {
  // Who wrote to us is given one in private, and proves by replying.
  if (deps.channel(ticket.channel)?.canSend) return 'tickets.code_by_channel';
  if (isHidden) return 'tickets.words_kept';
  if (ticket.erasedAt !== null) return 'tickets.words_erased';
  return (await isOfCloser(deps, read, { ticket, actor })) ? 'tickets.code_of_closer' : null;
}

/**
 * Makes a code for the citizen of a docket that was taken down by hand, to be read out: it is kept hashed alone, and
 * what an earlier one opened is shut. Throws tickets.code_by_channel, tickets.words_kept, tickets.words_erased,
 * tickets.code_of_closer.
 */
export async function giveCode(deps: TicketDeps, target: Target): Promise<Changed & { readonly code: string }> {
  const code = makeCode((below) => deps.ids.pick(below));
  const changed = await act(deps, {
    ...target,
    action: 'code',
    decide: async ({ ticket, tx, units }) => {
      const { actor } = target;
      const found = await findTicket(tx, { id: ticket.id, viewer: viewerOf(actor) });
      const isHidden = found?.isVeiled !== false || !mayKnowAuthor({ tree: deps.tree, ticket, units });
      const why = await whyNoCode(deps, tx, { ticket, actor, isHidden });
      if (why !== null) fail({ code: why, kind: 'forbidden' });
      await dropCodeProofs(tx, ticket.id);
      return {
        set: { codeHash: hashCode({ ticket: ticket.id, code }), codeTries: 0 },
        type: 'ticket.code-given',
        data: { renewed: ticket.codeHash !== null },
      };
    },
  });
  return { ...changed, undoUntil: null, code };
}
