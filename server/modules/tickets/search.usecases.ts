import type { Tx } from '../../schema.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** Folded words of a ticket, as search stores them. */
export const searchTokens = (ticket: Pick<Ticket, 'headline' | 'docket'>, text: string = ticket.headline): string =>
  foldText(text).slice(0, 4000);

/** Writes what search finds of a ticket and who may find it. */
export async function indexTicket(
  deps: Pick<TicketDeps, 'search'>,
  tx: Tx,
  { ticket, units, text }: { ticket: Ticket; units: readonly string[]; text?: string },
): Promise<void> {
  await deps.search.index(tx, [{ num: ticket.num, tokens: searchTokens(ticket, text), units }]);
}
