import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import { requireMayLeave } from '../spread/one-voice.usecases.ts';
import { act, type Changed, type Decision } from './change.usecases.ts';
import {
  idsIn,
  isAloneIn,
  othersIn,
  setSuggestions,
  suggestionsBetween,
  type SuggestionState,
} from './incident.repository.ts';
import { holdTickets } from './intake.repository.ts';
import { incidentOf, mayJoinUnasked, withIncident } from './incident.rules.ts';
import { noteJoined } from './join-unasked.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { presentRow } from './present.rules.ts';
import { findTicket } from './tickets.repository.ts';
import type { Target } from './triage.usecases.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

type Pair = Target & { readonly other: string };

const isAlone = (read: Read, ticket: Ticket): Promise<boolean> =>
  isAloneIn(read, { id: ticket.id, incident: incidentOf(ticket) });

async function visibleOther(read: Read, { actor, id, other }: Pair): Promise<Ticket> {
  const found = other === id ? null : await findTicket(read, { id: other, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return found.ticket;
}

/** Moves suggestions to a state; answers how they stood, for the event. */
async function moveSuggestions(
  tx: Tx,
  { id, others, state }: { id: string; others: readonly string[]; state: string },
): Promise<SuggestionState[]> {
  const known = await suggestionsBetween(tx, { id, others });
  const before = known
    .filter((one) => one.state !== state)
    .map(({ ticket, other, state: was }) => ({ ticket, other, state: was }));
  await setSuggestions(
    tx,
    before.map((one) => ({ ...one, state })),
  );
  return before;
}

/**
 * Puts two tickets into one incident: the one that stands alone goes to the other. Throws tickets.not_found for one
 * that the officer may not see, tickets.already_together, tickets.two_incidents, tickets.protected_apart.
 */
export async function joinIncident(deps: TicketDeps, input: Pair): Promise<Changed> {
  const { actor, id, other, version } = input;
  const read = deps.db.read;
  const viewer = viewerOf(actor);
  const [mine, theirs] = [await findTicket(read, { id, viewer }), await findTicket(read, { id: other, viewer })];
  // A ticket that tells of the same as others stays with them: the other one comes.
  if (
    mine?.ticket.version === version &&
    theirs &&
    !(await isAlone(read, mine.ticket)) &&
    (await isAlone(read, theirs.ticket))
  )
    return moveInto(deps, { actor, id: other, other: id, version: theirs.ticket.version });
  return moveInto(deps, input);
}

const moveInto = (deps: TicketDeps, input: Pair): Promise<Changed> =>
  act(deps, {
    ...input,
    action: 'join',
    decide: async ({ ticket, tx }): Promise<Decision> => {
      // Both are held: of two who put them together at one moment, the second sees what the first did.
      await holdTickets(tx, [ticket.id, input.other]);
      const other = await visibleOther(tx, input);
      const incident = incidentOf(other);
      const detail = { current: presentRow(deps.tree, ticket) };
      if (incidentOf(ticket) === incident) fail({ code: 'tickets.already_together', kind: 'conflict', detail });
      if (ticket.protected !== other.protected) fail({ code: 'tickets.protected_apart', kind: 'conflict', detail });
      if (!mayJoinUnasked(ticket, other)) fail({ code: 'tickets.accused_apart', kind: 'conflict', detail });
      if (!(await isAlone(tx, ticket))) fail({ code: 'tickets.two_incidents', kind: 'conflict', detail });
      const suggestions = await moveSuggestions(tx, { id: ticket.id, others: [other.id], state: 'joined' });
      await noteJoined(tx, ticket);
      return {
        set: { incident: withIncident(ticket, incident) },
        type: 'ticket.incident-joined',
        data: { other: other.id, suggestions },
      };
    },
  });

/** Keeps two tickets apart that were shown as perhaps the same. */
export const tellApart = (deps: TicketDeps, input: Pair): Promise<Changed> =>
  act(deps, {
    ...input,
    action: 'apart',
    decide: async ({ ticket, tx }): Promise<Decision> => {
      const other = await visibleOther(tx, input);
      const detail = { current: presentRow(deps.tree, ticket) };
      if (incidentOf(ticket) === incidentOf(other))
        fail({ code: 'tickets.already_together', kind: 'conflict', detail });
      const suggestions = await moveSuggestions(tx, { id: ticket.id, others: [other.id], state: 'apart' });
      if (suggestions.length === 0) fail({ code: 'tickets.not_suggested', kind: 'conflict', detail });
      return { set: {}, type: 'ticket.told-apart', data: { other: other.id, suggestions } };
    },
  });

/** What a ticket told of before it was put where it is; null when it has always been there. */
async function before(deps: TicketDeps, ticket: Ticket): Promise<{ incident: string | null } | null> {
  const history = await deps.events.ofStream(`ticket:${ticket.id}`);
  const joined = history.findLast(
    ({ type, data }) =>
      type === 'ticket.incident-joined' && (data.after as Partial<Ticket> | undefined)?.incident === ticket.incident,
  );
  const was = (joined?.data.before as Partial<Ticket> | undefined)?.incident;
  return was === undefined ? null : { incident: was };
}

/** Takes a ticket out of its incident: it stands as it stood before it was joined. Throws tickets.not_together, spread.locked_in. */
export const leaveIncident = (deps: TicketDeps, input: Target): Promise<Changed> =>
  act(deps, {
    ...input,
    action: 'leave-incident',
    decide: async ({ ticket, tx, at, units }): Promise<Decision> => {
      const incident = incidentOf(ticket);
      // What the officer may not see is not told by a refusal either.
      const seen = await othersIn(tx, { id: ticket.id, incident, viewer: viewerOf(input.actor) });
      if (seen.length === 0)
        fail({
          code: 'tickets.not_together',
          kind: 'conflict',
          detail: { current: presentRow(deps.tree, ticket) },
        });
      // Held first: a lock that is being set waits for this act, or this act sees it.
      await holdTickets(tx, [ticket.id]);
      await requireMayLeave(tx, { ticket, actor: input.actor, units, at });
      const was = await before(deps, ticket);
      const isFree = was !== null && (await isAlone(tx, { ...ticket, incident: was.incident }));
      const others = (await idsIn(tx, incident)).filter((id) => id !== ticket.id);
      const suggestions = await moveSuggestions(tx, { id: ticket.id, others, state: 'open' });
      return {
        set: { incident: isFree ? was.incident : deps.ids.make('inc') },
        type: 'ticket.incident-left',
        data: { suggestions },
      };
    },
  });
