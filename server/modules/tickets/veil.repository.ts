import { and, asc, inArray, isNotNull, ne, not, sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { WITHDRAWN, type Ticket } from './tickets.types.ts';

/** Matters that were split off from these tickets and complain of police. */
function accusing({ tables: { ticket } }: Read, origins: readonly string[]) {
  return and(
    isNotNull(ticket.splitFrom),
    inArray(ticket.splitFrom, [...origins]),
    ne(ticket.aboutPolice, 'no'),
    ne(ticket.state, WITHDRAWN),
  );
}

/**
 * Of these tickets those whose citizen's words the viewer may not read, with the summary that he reads instead: the
 * words also tell of a complaint about police that was split off and is hidden from him.
 */
export async function veilsOf(
  read: Read,
  { viewer, tickets }: { viewer: Viewer; tickets: readonly Pick<Ticket, 'id' | 'splitAt'>[] },
): Promise<Map<string, string>> {
  const origins = tickets.flatMap(({ id, splitAt }) => (splitAt === null ? [] : [id]));
  if (origins.length === 0) return new Map();
  const { ticket } = read.tables;
  const rows = await read
    .select({ origin: ticket.splitFrom, summary: ticket.summary })
    .from(ticket)
    .where(and(accusing(read, origins), not(sql`(${isSeenBy(read, ticket.num, viewer)})`)))
    .orderBy(asc(ticket.num));
  return new Map(rows.flatMap(({ origin, summary }) => (origin === null ? [] : [[origin, summary ?? ''] as const])));
}

/** Tickets as the viewer may read them: a summary stands in the place of words that are kept from him. */
export async function veil<Row extends Ticket>(
  read: Read,
  { viewer, tickets }: { viewer: Viewer; tickets: readonly Row[] },
): Promise<Row[]> {
  const veils = await veilsOf(read, { viewer, tickets });
  if (veils.size === 0) return [...tickets];
  return tickets.map((one) => {
    const summary = veils.get(one.id);
    return summary === undefined ? one : { ...one, headline: summary };
  });
}

/** Summaries by which a ticket is read, whoever asks: none when everybody who sees it may read its own words. */
export async function summariesOf(read: Read, id: string): Promise<string[]> {
  const { ticket } = read.tables;
  const rows = await read
    .select({ summary: ticket.summary })
    .from(ticket)
    .where(accusing(read, [id]))
    .orderBy(asc(ticket.num));
  return rows.map(({ summary }) => summary ?? '');
}

/** Matters that were split off from a ticket and stand, whoever asks. */
export async function splitsOf(read: Read, ids: readonly string[]): Promise<{ id: string; origin: string }[]> {
  if (ids.length === 0) return [];
  const { ticket } = read.tables;
  const rows = await read
    .select({ id: ticket.id, origin: ticket.splitFrom })
    .from(ticket)
    .where(and(isNotNull(ticket.splitFrom), inArray(ticket.splitFrom, [...new Set(ids)]), ne(ticket.state, WITHDRAWN)))
    .orderBy(asc(ticket.num));
  return rows.flatMap(({ id, origin }) => (origin === null ? [] : [{ id, origin }]));
}
