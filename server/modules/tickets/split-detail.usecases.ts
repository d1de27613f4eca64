import type { Read } from '../../schema.ts';
import { handlesOf } from '../inbound/inbound.usecases.ts';
import type { Viewer } from './access.repository.ts';
import { namedUnit } from './present.rules.ts';
import { visibleTickets, type FoundTicket } from './tickets.repository.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';
import { splitsOf } from './parts.repository.ts';

/** What is told of a conversation to those who may not read it. */
export const NOTHING_TOLD = {
  told: [],
  media: [],
  edited: new Set<string>(),
  predictions: [],
  joins: [],
  readings: [],
};

/** Whether what was written on a ticket at a moment may be read: what stood there before the split was written for others. */
export const readableTo =
  ({ ticket, isVeiled }: FoundTicket) =>
  ({ at }: { readonly at: number }): boolean =>
    !isVeiled || at >= (ticket.splitAt ?? Infinity);

/** Who complained, without the words. */
export async function reporterOf(read: Read, { reporter }: Ticket): Promise<{ handle: string; name: null } | null> {
  const handle = reporter === null ? undefined : (await handlesOf(read, [reporter])).get(reporter);
  return handle === undefined ? null : { handle, name: null };
}

const presentPart = (tree: UnitTree, ticket: Ticket) => ({
  id: ticket.id,
  docket: ticket.docket,
  state: ticket.state,
  category: ticket.category,
  owner: namedUnit(tree, ticket.owner),
  headline: ticket.headline,
  summary: ticket.summary,
});

/** The other matters of the same message, as far as the viewer may see them. */
export async function readSplits(
  read: Read,
  { ticket, viewer, tree }: { ticket: Ticket; viewer: Viewer; tree: UnitTree },
) {
  const made = ticket.splitAt === null ? [] : (await splitsOf(read, [ticket.id])).map(({ id }) => id);
  const ids = ticket.splitFrom === null ? made : [...made, ticket.splitFrom];
  const parts = (await visibleTickets(read, { viewer, ids })).sort((a, b) => a.num - b.num);
  const origin = parts.find(({ id }) => id === ticket.splitFrom);
  return {
    splitFrom: origin ? presentPart(tree, origin) : null,
    splits: parts.filter(({ splitFrom }) => splitFrom === ticket.id).map((one) => presentPart(tree, one)),
  };
}
