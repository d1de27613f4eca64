import { isSameForce } from './access.rules.ts';
import { secrecyOf } from './secrecy.rules.ts';
import type { Ticket, UnitName, UnitTree } from './tickets.types.ts';

export interface NamedUnit {
  readonly id: string;
  readonly name: UnitName;
}

/** A unit with its names; null for none or one that is not known. */
export function namedUnit(tree: UnitTree, id: string | null): NamedUnit | null {
  const unit = id ? tree.byId(id) : undefined;
  return unit ? { id: unit.id, name: unit.names } : null;
}

/** A ticket as lists show it. */
export const presentRow = (tree: UnitTree, ticket: Ticket) => ({
  id: ticket.id,
  num: ticket.num,
  docket: ticket.docket,
  state: ticket.state,
  outcome: ticket.outcome,
  category: ticket.category,
  subcategory: ticket.subcategory,
  urgency: ticket.urgency,
  language: ticket.language,
  channel: ticket.channel,
  headline: ticket.headline,
  district: namedUnit(tree, ticket.district),
  station: namedUnit(tree, ticket.station),
  owner: namedUnit(tree, ticket.owner),
  // One of another state's police could not be sent it.
  suggested:
    ticket.suggested && isSameForce(tree, ticket.suggested, ticket.desk) ? namedUnit(tree, ticket.suggested) : null,
  aboutPolice: ticket.aboutPolice,
  protected: ticket.protected,
  secrecy: secrecyOf(ticket),
  voices: ticket.voices,
  reach: ticket.reach,
  wroteAgainAt: ticket.wroteAgainAt,
  at: ticket.at,
  receivedAt: ticket.receivedAt,
  openedAt: ticket.openedAt,
  inProcessAt: ticket.inProcessAt,
  closedAt: ticket.closedAt,
  verifiedAt: ticket.verifiedAt,
  dueAt: ticket.dueAt,
  erasedAt: ticket.erasedAt,
  version: ticket.version,
});

export type TicketRow = ReturnType<typeof presentRow>;
