import { and, asc, eq, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { type Viewer, noConflict } from './access.repository.ts';
import { veil } from './veil.repository.ts';
import { WITHDRAWN, type Ticket } from './tickets.types.ts';

export type Suggestion = Tables['matchSuggestion']['$inferSelect'];

/** Members that a ticket shows of its incident. */
const MOST_MEMBERS = 100;
/** Suggestions that a ticket shows at a time. */
export const MOST_OPEN_SUGGESTIONS = 10;

export function tellsOf({ tables: { ticket } }: Read, incident: string): SQL | undefined {
  const isOfIt = or(eq(ticket.incident, incident), and(eq(ticket.id, incident), isNull(ticket.incident)));
  return and(isOfIt, ne(ticket.state, WITHDRAWN));
}

/** True when no other ticket belongs to the incident, whoever may see it. */
export async function isAloneIn(read: Read, { id, incident }: { id: string; incident: string }): Promise<boolean> {
  const { ticket } = read.tables;
  const rows = await read
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(tellsOf(read, incident), ne(ticket.id, id)))
    .limit(1);
  return rows.length === 0;
}

/** The others of an incident that the viewer may see, oldest first. */
export async function othersIn(
  read: Read,
  { id, incident, viewer }: { id: string; incident: string; viewer: Viewer },
): Promise<Ticket[]> {
  if (viewer.units.length === 0) return [];
  const { ticket, ticketAccess } = read.tables;
  const rows = await read
    .selectDistinct({ ticket })
    .from(ticket)
    .crossJoin(ticketAccess)
    .where(
      and(
        tellsOf(read, incident),
        ne(ticket.id, id),
        eq(ticketAccess.num, ticket.num),
        inArray(ticketAccess.unit, [...viewer.units]),
        noConflict(read, ticket.num, viewer.officer),
      ),
    )
    .orderBy(asc(ticket.num))
    .limit(MOST_MEMBERS);
  return veil(read, { viewer, tickets: rows.map((row) => row.ticket) });
}

/** What was found on a ticket, with the other ticket where the viewer may see it, best first. */
export async function suggestionsFor(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<{ suggestion: Suggestion; other: Ticket }[]> {
  const { matchSuggestion } = read.tables;
  const found = await read
    .select()
    .from(matchSuggestion)
    .where(or(eq(matchSuggestion.ticket, id), eq(matchSuggestion.other, id)));
  const open = found.filter(({ state }) => state !== 'apart');
  const otherOf = ({ ticket, other }: Suggestion): string => (ticket === id ? other : ticket);
  const seen = new Map((await seenTickets(read, { ids: open.map(otherOf), viewer })).map((one) => [one.id, one]));
  return open
    .flatMap((suggestion) => {
      const other = seen.get(otherOf(suggestion));
      return other ? [{ suggestion, other }] : [];
    })
    .sort((a, b) => b.suggestion.score - a.suggestion.score);
}

/** Of these tickets those that the viewer may see. The join is crossed, so that it goes from the tickets to the access. */
async function seenTickets(read: Read, { ids, viewer }: { ids: readonly string[]; viewer: Viewer }): Promise<Ticket[]> {
  if (ids.length === 0 || viewer.units.length === 0) return [];
  const { ticket, ticketAccess } = read.tables;
  const rows = await read
    .selectDistinct({ ticket })
    .from(ticket)
    .crossJoin(ticketAccess)
    .where(
      and(
        inArray(ticket.id, [...ids]),
        eq(ticketAccess.num, ticket.num),
        inArray(ticketAccess.unit, [...viewer.units]),
        noConflict(read, ticket.num, viewer.officer),
      ),
    );
  return veil(read, { viewer, tickets: rows.map((row) => row.ticket) });
}

/** What was found on two tickets, whichever was first. */
export async function suggestionsBetween(
  read: Read,
  { id, others }: { id: string; others: readonly string[] },
): Promise<Suggestion[]> {
  if (others.length === 0) return [];
  const { matchSuggestion } = read.tables;
  return read
    .select()
    .from(matchSuggestion)
    .where(
      or(
        and(eq(matchSuggestion.ticket, id), inArray(matchSuggestion.other, [...others])),
        and(eq(matchSuggestion.other, id), inArray(matchSuggestion.ticket, [...others])),
      ),
    );
}

/** How a suggestion stood: what an undo puts back. */
export interface SuggestionState {
  readonly ticket: string;
  readonly other: string;
  readonly state: string;
}

export async function setSuggestions(tx: Tx, states: readonly SuggestionState[]): Promise<void> {
  const { matchSuggestion } = tx.tables;
  for (const { ticket, other, state } of states)
    await tx
      .update(matchSuggestion)
      .set({ state })
      .where(and(eq(matchSuggestion.ticket, ticket), eq(matchSuggestion.other, other)));
}

/** Ids of everything that belongs to an incident, whoever may see it. */
export async function idsIn(read: Read, incident: string): Promise<string[]> {
  const { ticket } = read.tables;
  const rows = await read.select({ id: ticket.id }).from(ticket).where(tellsOf(read, incident));
  return rows.map((row) => row.id);
}
