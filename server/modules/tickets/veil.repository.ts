import { and, asc, eq, inArray, isNull, ne, not, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Sighted, type Viewer } from './access.repository.ts';
import type { Guarded } from './eyes.rules.ts';
import { isMaskedLine, maskedAmong, maskedLine } from './masked.repository.ts';
import { partsOf, partsUnder, type Part } from './parts.repository.ts';
import { WITHDRAWN, type Ticket } from './tickets.types.ts';

/** Those of these tickets that complain of police and stand. */
function accusing({ tables: { ticket } }: Read, ids: readonly string[]) {
  return and(inArray(ticket.id, [...ids]), ne(ticket.aboutPolice, 'no'), ne(ticket.state, WITHDRAWN));
}

/** What of a ticket tells whether its words are read by a summary. */
export type Veilable = Guarded & Pick<Ticket, 'splitAt'>;

/**
 * Of these tickets those whose citizen's words the viewer may not read, with what he reads instead: a line, where the
 * matter is protected and he is not among those who may read it; or a summary, where the words also tell of a complaint
 * about police that was split off and is hidden from him.
 */
export async function veilsOf(
  read: Read,
  { viewer, tickets }: { viewer: Viewer; tickets: readonly Veilable[] },
): Promise<Map<string, string>> {
  const summaries = await summariesFor(read, { viewer, tickets });
  const masked = await maskedAmong(read, { viewer, tickets });
  for (const one of tickets) if (masked.has(one.id)) summaries.set(one.id, maskedLine(one, viewer));
  return summaries;
}

async function summariesFor(
  read: Read,
  { viewer, tickets }: { viewer: Sighted; tickets: readonly Veilable[] },
): Promise<Map<string, string>> {
  const parts = await partsOf(
    read,
    tickets.flatMap(({ id, splitAt }) => (splitAt === null ? [] : [id])),
  );
  if (parts.length === 0) return new Map();
  const { ticket } = read.tables;
  const hidden = await read
    .select({ id: ticket.id })
    .from(ticket)
    .where(
      and(
        accusing(
          read,
          parts.map(({ id }) => id),
        ),
        not(sql`(${isSeenBy(read, ticket.num, viewer)})`),
      ),
    )
    .orderBy(asc(ticket.num));
  return new Map(
    hidden.flatMap(({ id }) => parts.filter((part) => part.id === id).map((part) => [part.origin, part.summary ?? ''])),
  );
}

/** A ticket as it is read by a summary: what kind of matter it is of its category was read out of the words. */
export const readBy = <Row extends Ticket>(ticket: Row, summary: string): Row => ({
  ...ticket,
  headline: summary,
  subcategory: null,
  // What was written of a split for others is as telling as its words.
  summary: isMaskedLine(summary) ? null : ticket.summary,
});

/** Tickets as the viewer may read them: a summary stands in the place of words that are kept from him. */
export async function veil<Row extends Ticket>(
  read: Read,
  { viewer, tickets }: { viewer: Viewer; tickets: readonly Row[] },
): Promise<Row[]> {
  const veils = await veilsOf(read, { viewer, tickets });
  if (veils.size === 0) return [...tickets];
  return tickets.map((one) => {
    const summary = veils.get(one.id);
    return summary === undefined ? one : readBy(one, summary);
  });
}

/** Summaries by which a ticket is read, whoever asks: none when everybody who sees it may read its own words. */
export async function summariesOf(read: Read, id: string): Promise<string[]> {
  const parts = await partsOf(read, [id]);
  const accused = await accusingAmong(read, parts);
  return accused.map(({ summary }) => summary ?? '');
}

/** Of these tickets those whose words some who see them may not read: whoever asks. */
export async function toldInPart(read: Read, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const accused = await accusingAmong(read, await partsOf(read, ids));
  return new Set(accused.map(({ origin }) => origin));
}

/** Parts that complain of police, the oldest first. */
async function accusingAmong(read: Read, parts: readonly Part[]): Promise<Part[]> {
  if (parts.length === 0) return [];
  const { ticket } = read.tables;
  const ids = parts.map(({ id }) => id);
  const rows = await read.select({ id: ticket.id }).from(ticket).where(accusing(read, ids)).orderBy(asc(ticket.num));
  return rows.flatMap(({ id }) => parts.filter((part) => part.id === id));
}

/**
 * True but for what was written on a ticket before a complaint about police was split off that the viewer may not see:
 * it may be about words that are kept from him. The query must have the ticket.
 */
export function notWrittenForOthers(
  { tables: { ticket } }: Read,
  { at, viewer: { officer, units } }: { at: AnyColumn; viewer: Sighted },
): SQL {
  const mine = sql.join(
    units.map((unit) => sql`${unit}`),
    sql`, `,
  );
  return sql`NOT (${ticket.splitAt} IS NOT NULL AND ${at} < ${ticket.splitAt} AND EXISTS (${partsUnder(ticket.id)}
    SELECT 1 FROM part WHERE part.about_police <> 'no' AND part.state <> 'withdrawn'
    AND (NOT EXISTS (SELECT 1 FROM ticket_access a WHERE a.num = part.num AND a.unit IN (${mine}))
      OR EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.num = part.num AND c.officer = ${officer}))))`;
}

/**
 * Moves the moment before which what was written on a ticket is kept from those who read its summary, as it was read.
 * The version stays: nobody's act or undo is based on it.
 */
export async function moveSplitAt(
  tx: Tx,
  { id, from, to }: { id: string; from: number | null; to: number | null },
): Promise<void> {
  const { ticket } = tx.tables;
  const isSame = from === null ? isNull(ticket.splitAt) : eq(ticket.splitAt, from);
  await tx
    .update(ticket)
    .set({ splitAt: to })
    .where(and(eq(ticket.id, id), isSame));
}
