import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { GazetteerUnit } from '../inbound/stages.types.ts';
import { handlesOf } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import type { Viewer } from './access.repository.ts';
import { alarmedAmong } from './alarm.repository.ts';
import { sketchOf, stationOf } from './incident-map.rules.ts';
import { countSaid, joinedAmong, membersSeen, seenOfIncidents } from './incident-page.repository.ts';
import { isWithin } from './incident-report.rules.ts';
import { incidentOf, nameOf } from './incident.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { RULES } from './state.rules.ts';
import { findById, findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import { readBy, veilsOf } from './veil.repository.ts';

/** Tickets that a page shows of one incident. */
const MOST = 500;

/** Where units lie, from the directory. */
export interface Atlas {
  gazetteer(): readonly GazetteerUnit[];
}

/**
 * What an address of an incident stands for: a ticket that the officer sees, or the incident's own id. The id of a
 * ticket beyond his reach stands for nothing, so that nobody learns what it is part of. Throws tickets.not_found.
 */
export async function requireIncident(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<{
  incident: string;
  members: Ticket[];
  /** Tickets whose posts he may read: the others are told by a summary. */
  told: string[];
  more: boolean;
}> {
  const found = await findTicket(read, { id, viewer });
  const isHidden = found === null && (await findById(read, id)) !== null;
  const incident = found ? incidentOf(found.ticket) : id;
  const members = isHidden ? [] : await membersSeen(read, { incident, viewer, limit: MOST + 1 });
  if (members.length === 0) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const shown = members.slice(0, MOST);
  const veils = await veilsOf(read, { viewer, tickets: shown });
  return {
    incident,
    members: shown.map((one) => {
      const summary = veils.get(one.id);
      return summary === undefined ? one : readBy(one, summary);
    }),
    told: shown.flatMap((one) => (veils.has(one.id) ? [] : [one.id])),
    more: members.length > MOST,
  };
}

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

/** Everything on one incident that this officer may see. What is beyond his reach is neither listed nor counted. */
export async function readIncidentPage(
  deps: TicketDeps & { readonly atlas: Atlas },
  { actor, id }: { actor: Actor; id: string },
) {
  const { db, tree, atlas } = deps;
  const { members, told, more } = await requireIncident(db.read, { id, viewer: viewerOf(actor) });
  const handles = await handlesOf(db.read, distinct(members.map(({ reporter }) => reporter)));
  const said = await countSaid(db.read, told);
  const acting = unitsWith(actor, 'ticket.act');
  const isOurs = ({ state, owner }: Ticket): boolean =>
    (RULES.close.from as readonly string[]).includes(state) && isWithin({ tree, owner, units: acting });
  const ours = members.flatMap((member) => (isOurs(member) ? [member.id] : []));
  const alarmed = await alarmedAmong(db.read, ours);
  return {
    incident: {
      id: nameOf(members),
      from: Math.min(...members.map(({ at }) => at)),
      to: Math.max(...members.map(({ at }) => at)),
      counts: {
        ...said,
        tickets: members.length,
        dockets: members.filter(({ docket }) => docket !== null).length,
        more,
      },
      places: distinct(members.map((member) => stationOf(member, tree) ?? member.district)).flatMap(
        (unit) => namedUnit(tree, unit) ?? [],
      ),
      mayJoin: unitsWith(actor, RULES.join.capability).length > 0,
    },
    tickets: members.map((member) => ({
      ...presentRow(tree, member),
      // A protected matter names nobody in a list; its own page does, to whoever opens it.
      reporter: member.protected || member.reporter === null ? null : (handles.get(member.reporter) ?? null),
      mayClose: ours.includes(member.id) && !alarmed.has(member.id),
      // His to close, once the person is known to be safe.
      keptOpen: alarmed.has(member.id),
    })),
    map: sketchOf({ tree, units: atlas.gazetteer(), tickets: members }),
  };
}

/** Of what several lists show, so many of one incident are counted. */
const MOST_COUNTED = 2000;

/** With how many others each of these tickets stands in one incident, as far as the officer may see them. */
export async function countTogether(
  deps: Pick<TicketDeps, 'db'>,
  { actor, tickets }: { actor: Actor; tickets: readonly Ticket[] },
): Promise<Map<string, number>> {
  const { read } = deps.db;
  const incidents = await joinedAmong(read, distinct(tickets.map(incidentOf)));
  const seen = await seenOfIncidents(read, { incidents, viewer: viewerOf(actor), limit: MOST_COUNTED });
  const sizes = new Map<string, number>();
  for (const one of seen) sizes.set(incidentOf(one), (sizes.get(incidentOf(one)) ?? 0) + 1);
  return new Map(tickets.map((ticket) => [ticket.id, Math.max(0, (sizes.get(incidentOf(ticket)) ?? 1) - 1)]));
}
