import type { StoredEvent } from '../../platform/events/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { viewerOf } from './list.usecases.ts';
import { visibleTickets } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

const ticketOf = (event: StoredEvent): string | null =>
  event.stream.startsWith('ticket:') ? event.stream.slice(7) : null;

/** Events of a span with the tickets the officer may see now. */
export async function visibleEvents(
  deps: Pick<TicketDeps, 'db'>,
  { actor, events }: { actor: Actor; events: readonly StoredEvent[] },
): Promise<{ event: StoredEvent; id: string; ticket: Ticket | null }[]> {
  const ids = events.flatMap((event) => ticketOf(event) ?? []);
  const tickets = new Map(
    (await visibleTickets(deps.db.read, { viewer: viewerOf(actor), ids })).map((ticket) => [ticket.id, ticket]),
  );
  return events.flatMap((event) => {
    const id = ticketOf(event);
    return id ? [{ event, id, ticket: tickets.get(id) ?? null }] : [];
  });
}

/** Events after a position, of tickets the officer may see; `next` is where to go on. */
export async function listEvents(
  deps: TicketDeps,
  { actor, after, limit }: { actor: Actor; after: number; limit: number },
) {
  const events = await deps.events.after(after, limit);
  const seen = await visibleEvents(deps, { actor, events });
  return {
    events: seen
      .filter((one) => one.ticket !== null)
      .map(({ event, id }) => ({ position: event.position, at: event.at, type: event.type, ticket: id })),
    next: events.at(-1)?.position ?? after,
  };
}
