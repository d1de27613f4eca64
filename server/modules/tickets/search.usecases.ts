import type { Tx } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { normalise } from '../language/normalise.rules.ts';
import { documentTokens } from './search.rules.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** Writes what search finds of a ticket and who may find it. */
export async function indexTicket(
  deps: Pick<TicketDeps, 'search'>,
  tx: Tx,
  { ticket, units, text }: { ticket: Ticket; units: readonly string[]; text?: string },
): Promise<void> {
  const plea = await findPlea(tx, ticket.id);
  const { fold, handles } = normalise(text || plea?.text || ticket.headline);
  const all = [...(plea?.handle ? [plea.handle] : []), ...handles];
  const tokens = documentTokens({ fold, docket: ticket.docket, handles: all });
  await deps.search.index(tx, [{ num: ticket.num, tokens, units }]);
}
