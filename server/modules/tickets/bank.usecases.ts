import { fail } from '../../platform/errors.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Reason } from '../inbound/stages.types.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Actor } from '../officers/actor.types.ts';
import { requirePostAmong } from '../officers/officers.rules.ts';
import { rebuttalsOf } from '../rumours/rumours-of-ticket.usecases.ts';
import { temporaryAnswers, touches } from '../situations/situations.rules.ts';
import { runningSituations } from '../situations/situations.usecases.ts';
import { bankAnswers, type BankAnswer } from '../replies/answer-bank.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/**
 * Answers that may help whoever wrote, best first: rebuttals of rumours that it carries, lines of a declared situation,
 * then those of the bank for what is not for us. Throws tickets.not_found, officers.not_allowed.
 */
export async function suggestAnswers(
  deps: Pick<TicketDeps, 'db' | 'clock' | 'tree'>,
  { actor, id, reason }: { actor: Actor; id: string; reason: Reason | null },
): Promise<BankAnswer[]> {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  requirePostAmong(actor, { units: found.units, capability: 'ticket.reply' });
  const { ticket, isVeiled } = found;
  // What fits words that are kept from him would tell of them.
  const plea = isVeiled ? null : await findPlea(deps.db.read, id);
  const words = foldText(plea?.text ?? ticket.headline).split(' ');
  const state = /^u_(\w\w)/.exec(deps.tree.pathToRoot(ticket.desk).at(-1) ?? '')?.[1] ?? null;
  const now = deps.clock.now();
  const running = (await runningSituations(deps.db.read, now)).filter((one) => touches(deps.tree, one, ticket));
  return [
    ...(isVeiled ? [] : await rebuttalsOf(deps.db.read, { ticket: id, language: ticket.language })),
    ...temporaryAnswers({ running, words, language: ticket.language, now }),
    ...bankAnswers({ words, reason, language: ticket.language, state }),
  ];
}
