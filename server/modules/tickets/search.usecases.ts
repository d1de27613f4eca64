import type { Tx } from '../../schema.ts';
import { normalise } from '../language/normalise.rules.ts';
import { documentTokens } from './search.rules.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** What search finds of a ticket, and who may find it. */
export interface Indexed {
  readonly ticket: Ticket;
  readonly units: readonly string[];
  readonly text: string;
  /** The author's. */
  readonly handle: string | null;
  readonly fresh?: boolean;
}

export async function indexTicket(
  deps: Pick<TicketDeps, 'search'>,
  tx: Tx,
  { ticket, units, text, handle, fresh = false }: Indexed,
): Promise<void> {
  const { fold, handles } = normalise(text);
  const all = handle === null ? handles : [handle, ...handles];
  const tokens = documentTokens({ fold, docket: ticket.docket, handles: all });
  await deps.search.index(tx, [{ num: ticket.num, tokens, units, fresh }]);
}
