import type { StoredEvent } from '../../platform/events/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { viewerOf } from './list.usecases.ts';
import { sightsOf, type Sight } from './sight.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

const ticketOf = (event: StoredEvent): string | null =>
  event.stream.startsWith('ticket:') ? event.stream.slice(7) : null;

/** The matter that an event split off: who may not see that one is told of a change only. */
const splitOff = ({ type, data }: StoredEvent): string | null =>
  type === 'ticket.split' && typeof data.other === 'string' ? data.other : null;

export type Look = (ids: readonly string[]) => Promise<ReadonlyMap<string, Sight>>;

/** The most tickets of one question to the database. */
const TOGETHER = 200;

/**
 * Asks who may see tickets once for all that ask in one moment: hundreds of open pages hear of the same event. What it
 * answers is read after it was asked for, never kept.
 */
export function createLook(deps: Pick<TicketDeps, 'db'>): Look {
  let asked: { ids: Set<string>; answer: Promise<ReadonlyMap<string, Sight>> } | null = null;
  async function read(ids: Set<string>): Promise<ReadonlyMap<string, Sight>> {
    await new Promise(setImmediate);
    asked = null;
    const all = [...ids];
    const sights = new Map<string, Sight>();
    for (let at = 0; at < all.length; at += TOGETHER)
      for (const [id, sight] of await sightsOf(deps.db.read, all.slice(at, at + TOGETHER))) sights.set(id, sight);
    return sights;
  }
  return (ids) => {
    if (asked === null) {
      const wanted = new Set<string>();
      asked = { ids: wanted, answer: read(wanted) };
    }
    for (const id of ids) asked.ids.add(id);
    return asked.answer;
  };
}

/** Events of a span with what the officer may be told of their tickets now. */
export async function visibleEvents(
  look: Look,
  { actor, events }: { actor: Actor; events: readonly StoredEvent[] },
): Promise<{ event: StoredEvent; id: string; ticket: Sight['ticket'] | null; isAboutHim: boolean }[]> {
  const { officer, units } = viewerOf(actor);
  const sights = await look(events.flatMap((event) => [ticketOf(event), splitOff(event)]).filter((id) => id !== null));
  const seen = (id: string): Sight['ticket'] | null => {
    const sight = sights.get(id);
    const isSeen = sight !== undefined && units.some((unit) => sight.units.has(unit)) && !sight.hiddenFrom.has(officer);
    return isSeen ? sight.ticket : null;
  };
  return events.flatMap((event) => {
    const id = ticketOf(event);
    if (id === null) return [];
    const other = splitOff(event);
    const told = other === null || seen(other) !== null ? event : { ...event, type: 'ticket.changed' };
    return [{ event: told, id, ticket: seen(id), isAboutHim: sights.get(id)?.hiddenFrom.has(officer) ?? true }];
  });
}

/** Events after a position, of tickets the officer may see; `next` is where to go on. */
export async function listEvents(
  deps: TicketDeps,
  { actor, after, limit }: { actor: Actor; after: number; limit: number },
) {
  const events = await deps.events.after(after, limit);
  const seen = await visibleEvents(createLook(deps), { actor, events });
  return {
    events: seen
      .filter((one) => one.ticket !== null)
      .map(({ event, id }) => ({ position: event.position, at: event.at, type: event.type, ticket: id })),
    next: events.at(-1)?.position ?? after,
  };
}
