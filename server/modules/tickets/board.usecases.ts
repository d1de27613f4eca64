import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { boardPlaces, countBoard } from './board.repository.ts';
import { BOARD_TABS, placeText, readPlace, spansOfTabs, type BoardTab } from './board.rules.ts';
import { callsOf } from './calls.usecases.ts';
import { countTogether } from './incident-page.usecases.ts';
import { loadTickets } from './list.repository.ts';
import { viewerOf, type Count } from './list.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import { safeContactsFor } from './safe-contact.usecases.ts';
import { telephonesFor } from './telephone.usecases.ts';
import type { Ticket, TicketDeps, UnitTree } from './tickets.types.ts';

/** Beyond it a list says "more". */
const COUNTED = 500;

export interface BoardInput {
  readonly actor: Actor;
  /** The first list that holds anything, where none is asked for. */
  readonly tab?: BoardTab | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** From whom to whom a docket is offered; until it is accepted it stands with whoever offers it. */
const offerOf = (tree: UnitTree, { owner, offered }: Ticket) =>
  offered === null ? null : { from: namedUnit(tree, owner), to: namedUnit(tree, offered) };

/** A page of the dockets that the officer's units have in hand, by clock, and how many stand in each list. */
export async function readBoard(deps: TicketDeps, { actor, cursor, limit, ...asked }: BoardInput) {
  const { read } = deps.db;
  const viewer = viewerOf(actor);
  const after = cursor === undefined ? null : readPlace(cursor);
  if (cursor !== undefined && after === null)
    fail({ code: 'http.invalid', kind: 'invalid', fields: { cursor: 'invalid' } });
  const spans = spansOfTabs(deps.clock.now());
  const found = await countBoard(read, { viewer, spans, limit: COUNTED });
  const counted = ([name, n]: [string, number]): [string, Count] => [name, { n, more: n >= COUNTED }];
  const counts = Object.fromEntries(Object.entries(found).map(counted)) as Record<BoardTab, Count>;
  const tab = asked.tab ?? BOARD_TABS.find((one) => found[one] > 0) ?? 'now';
  const places = await boardPlaces(read, { viewer, span: spans[tab], after, limit: limit + 1 });
  const page = places.slice(0, limit);
  const loaded = await loadTickets(read, { viewer, nums: page.map(({ num }) => num) });
  const tickets = page.flatMap(({ num }) => loaded.find((ticket) => ticket.num === num) ?? []);
  const together = await countTogether(deps, { actor, tickets });
  const calls = await callsOf(
    deps,
    tickets.map(({ id }) => id),
  );
  const contacts = await safeContactsFor(read, { tree: deps.tree, viewer, tickets, at: deps.clock.now() });
  const telephones = await telephonesFor(read, { tree: deps.tree, viewer, tickets });
  const last = page.at(-1);
  return {
    tab,
    counts,
    tickets: tickets.map((ticket) => ({
      ...presentRow(deps.tree, ticket),
      together: together.get(ticket.id) ?? 0,
      calls: calls.get(ticket.id) ?? null,
      safeContact: contacts.get(ticket.id) ?? null,
      telephone: telephones.get(ticket.id) ?? null,
      offer: offerOf(deps.tree, ticket),
    })),
    next: places.length > limit && last !== undefined ? placeText(last) : null,
  };
}
