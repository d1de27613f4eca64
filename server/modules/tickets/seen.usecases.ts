import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { idsIn, othersIn } from './incident.repository.ts';
import { incidentOf } from './incident.rules.ts';
import { holdTickets } from './intake.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket } from './tickets.types.ts';
import { linesOf, partsOf } from './parts.repository.ts';

/** A ticket that this officer sees, with his units that see it. Throws tickets.not_found. */
export async function requireSeen(
  read: Read,
  { actor, id }: { actor: Actor; id: string },
): Promise<{ ticket: Ticket; units: readonly string[] }> {
  const found = await findTicket(read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return found;
}

/** A ticket with the others of its incident, as far as this officer sees them. */
export async function seenIncident(
  read: Read,
  { actor, ticket }: { actor: Actor; ticket: Ticket },
): Promise<readonly Ticket[]> {
  const others = await othersIn(read, { id: ticket.id, incident: incidentOf(ticket), viewer: viewerOf(actor) });
  return [ticket, ...others];
}

/**
 * All tickets of an incident and what was split off from them, whoever may see them, held until the transaction ends: no
 * act on them is under way then.
 */
export async function holdIncident(tx: Tx, incident: string): Promise<readonly Ticket[]> {
  const held = new Map<string, Ticket>();
  for (;;) {
    const ids = await idsIn(tx, incident);
    const parts = await partsOf(tx, ids);
    // Asked again once these are held: an act that was under way may have brought another.
    const fresh = [...ids, ...parts.map(({ id }) => id)].filter((id) => !held.has(id));
    if (fresh.length === 0) return [...held.values()];
    for (const ticket of await holdTickets(tx, fresh)) held.set(ticket.id, ticket);
  }
}

/**
 * Holds tickets and those that they were split off from until the transaction ends: what says who may speak on them, and
 * whether in public, stands still meanwhile.
 */
export async function holdThreads(tx: Tx, ids: readonly string[]): Promise<void> {
  await holdTickets(
    tx,
    (await linesOf(tx, ids)).map(({ id }) => id),
  );
}
