import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { incidentOf } from '../tickets/incident.rules.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import type { Ticket, UnitName } from '../tickets/tickets.types.ts';
import { lockOn } from './one-voice.usecases.ts';
import { latestStatements } from './statement.repository.ts';
import { spreadOf } from './velocity.repository.ts';

/** What every page of a ticket says of its spreading; null when there is nothing to say. */
export async function readMark(
  deps: { read: Read; now: number; offices: { office(position: string): { readonly title: UnitName } | null } },
  { actor, ticket }: { actor: Actor; ticket: Ticket },
) {
  const { read, now, offices } = deps;
  const viewer = viewerOf(actor);
  const incident = incidentOf(ticket);
  const spread = await spreadOf(read, { ticket: ticket.id, incident, viewer });
  const lock = await lockOn(read, { ticket, now });
  const statement = (await latestStatements(read, { viewer, incidents: [incident] })).get(incident);
  if (!spread && !lock && !statement) return null;
  return {
    startedAt: spread?.startedAt ?? null,
    speaker: lock && {
      title: offices.office(lock.position)?.title ?? null,
      until: lock.until,
      isYou: actor.posts.some(({ position }) => position === lock.position),
    },
    statement: statement ? { state: statement.state, nextWordAt: statement.nextWordAt } : null,
  };
}
