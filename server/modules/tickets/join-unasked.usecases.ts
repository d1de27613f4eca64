import type { NewEvent } from '../../platform/events/port.ts';
import type { Tx } from '../../schema.ts';
import { noteReach } from '../spread/reach.usecases.ts';
import { difference } from './follow.usecases.ts';
import { isAloneIn } from './incident.repository.ts';
import { incidentOf, mayJoinUnasked, withIncident } from './incident.rules.ts';
import { holdTickets } from './intake.repository.ts';
import { addToTicket } from './tickets.repository.ts';
import { WITHDRAWN, type Ticket } from './tickets.types.ts';

/** Tickets as they stand, by id, held until the transaction ends. */
export const ticketsToJoin = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Ticket>> =>
  new Map((await holdTickets(tx, ids)).map((ticket) => [ticket.id, ticket]));

/** Somebody else who tells of the same is one voice more, at the time at which he told it. */
export const noteJoined = (tx: Tx, { id, at, receivedAt }: Ticket): Promise<void> =>
  noteReach(tx, { grown: [{ ticket: id, at, reach: 0, voices: 1 }], now: receivedAt });

/**
 * Puts a new ticket into the incident of an older one, if it stands alone and nothing forbids it; nothing else of
 * either changes. Null when it stays where it is. `why` says what it was found by, in ids and numbers.
 */
export async function joinUnasked(
  tx: Tx,
  { mine, other, why }: { mine: Ticket; other: Ticket; why: Readonly<Record<string, unknown>> },
): Promise<{ ticket: Ticket; event: NewEvent } | null> {
  if (other.state === WITHDRAWN || !mayJoinUnasked(mine, other)) return null;
  if (!(await isAloneIn(tx, { id: mine.id, incident: incidentOf(mine) }))) return null;
  const set = { incident: withIncident(mine, incidentOf(other)) };
  const ticket = await addToTicket(tx, { before: mine, set });
  if (!ticket) return null;
  await noteJoined(tx, mine);
  const data = { ...difference(mine, set), other: other.id, ...why };
  return {
    ticket,
    event: { stream: `ticket:${ticket.id}`, type: 'ticket.incident-joined', actor: 'system', data },
  };
}
