import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { isKey } from '../officers/officers.rules.ts';
import { approvingPost } from './approve.rules.ts';
import { lastProposal } from './closing.repository.ts';
import { notesOf } from './notes.repository.ts';
import { isOwnProposal } from './own-proposal.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** What became of the report that was proposed last, and whether this officer may decide on it. */
export async function readProposal(
  deps: Pick<TicketDeps, 'tree'>,
  read: Read,
  { actor, ticket, units }: { actor: Actor; ticket: Ticket; units: readonly string[] },
) {
  const last = await lastProposal(read, ticket.id);
  if (!last || ticket.state === 'closed' || ticket.state === 'verified') return null;
  if (last.endedAt !== null && last.ending !== 'returned') return null;
  const { outcome, details, internalText, publicAnswer, startedAt, endedAt } = last;
  const returned = (await notesOf(read, ticket.id)).findLast(({ at }) => at === endedAt);
  return {
    ...{ outcome, details, internalText, publicAnswer, at: startedAt, returnedAt: endedAt },
    why: endedAt === null ? null : (returned?.text ?? null),
    mayDecide:
      endedAt === null &&
      approvingPost(deps.tree, { actor, units, proposal: last }) !== null &&
      !isKey(actor) &&
      !(await isOwnProposal(read, { actor, proposal: last })),
  };
}
