import type { TicketDeps } from '../tickets/tickets.types.ts';
import type { Offices } from './people.rules.ts';

/** What the use cases of spreading need of the outside. */
export interface SpreadDeps extends TicketDeps {
  readonly offices: Offices;
}
