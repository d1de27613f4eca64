import type { Read } from '../../schema.ts';
import type { MatchReasons } from '../matching/matching.types.ts';
import type { Viewer } from './access.repository.ts';
import { MOST_OPEN_SUGGESTIONS, othersIn, suggestionsFor } from './incident.repository.ts';
import { incidentOf } from './incident.rules.ts';
import { namedUnit } from './present.rules.ts';
import { veilsOf } from './veil.repository.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

const NO_REASONS: MatchReasons = { shared: [], differences: [], fresh: [] };

const presentOther = (tree: UnitTree, ticket: Ticket) => ({
  id: ticket.id,
  num: ticket.num,
  docket: ticket.docket,
  state: ticket.state,
  urgency: ticket.urgency,
  district: namedUnit(tree, ticket.district),
  station: namedUnit(tree, ticket.station),
  headline: ticket.headline,
  at: ticket.at,
  version: ticket.version,
});

/** What else tells of the same, or perhaps does, as far as the viewer may see it. */
export async function readIncident(
  read: Read,
  { tree, ticket, viewer }: { tree: UnitTree; ticket: Ticket; viewer: Viewer },
) {
  const incident = incidentOf(ticket);
  const others = await othersIn(read, { id: ticket.id, incident, viewer });
  const found = await suggestionsFor(read, { id: ticket.id, viewer });
  const veils = await veilsOf(read, { viewer, tickets: [ticket, ...found.map(({ other }) => other)] });
  const isVeiled = (one: Ticket): boolean => veils.has(one.id);
  const why = ({ suggestion, other }: (typeof found)[number]) => ({
    score: suggestion.score,
    kind: suggestion.kind,
    // They are words of one of the two.
    reasons: isVeiled(ticket) || isVeiled(other) ? NO_REASONS : suggestion.reasons,
    /** Whose words the reasons are: those of the newer of the two. */
    isNewer: suggestion.ticket === ticket.id,
  });
  const open = found.filter(({ other }) => incidentOf(other) !== incident);
  return {
    suggestions: open
      .slice(0, MOST_OPEN_SUGGESTIONS)
      .map((one) => ({ other: presentOther(tree, one.other), ...why(one) })),
    incidentMembers: others.map((other) => {
      const one = found.find((some) => some.other.id === other.id);
      return { ...presentOther(tree, other), why: one ? why(one) : null };
    }),
  };
}
