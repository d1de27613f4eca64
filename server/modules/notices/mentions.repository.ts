import { and, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, noConflict, notWrittenForOthers, type Viewer } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Colleague } from '../units/colleagues.rules.ts';

/** More work at the units of one ticket nowhere. */
const MOST_COLLEAGUES = 2000;

export type Mention = Tables['mention']['$inferSelect'];

/** Officers in office at the units that may see a ticket, but for those whom it is about. */
export async function officersWhoSee(
  read: Read,
  { num, now }: { num: number; now: number },
): Promise<(Colleague & { readonly role: string })[]> {
  const { ticketAccess, position, posting, officer } = read.tables;
  const rows = await read
    .select({ officer: posting.officer, name: officer.name, position })
    .from(ticketAccess)
    // In this order, whatever SQLite believes: few units see a ticket.
    .crossJoin(position)
    .crossJoin(posting)
    .crossJoin(officer)
    .where(
      and(
        eq(ticketAccess.num, num),
        eq(position.unit, ticketAccess.unit),
        isNull(position.validTo),
        eq(posting.position, position.id),
        lte(posting.validFrom, now),
        or(isNull(posting.validTo), gt(posting.validTo, now)),
        eq(officer.id, posting.officer),
        isNull(officer.disabledAt),
        noConflict(read, ticketAccess.num, posting.officer),
      ),
    )
    .limit(MOST_COLLEAGUES);
  return rows.map((row) => ({
    ...{ officer: row.officer, name: row.name, position: row.position.id, unit: row.position.unit },
    title: { en: row.position.titleEn, hi: row.position.titleHi, mr: row.position.titleMr },
    role: row.position.role,
  }));
}

export async function insertMentions(tx: Tx, mentions: readonly Mention[]): Promise<void> {
  await tx.insertRows(tx.tables.mention, mentions, { onConflict: 'ignore' });
}

export async function removeMentions(tx: Tx, note: string): Promise<void> {
  const { mention } = tx.tables;
  await tx.delete(mention).where(eq(mention.note, note));
}

export interface NamedIn {
  readonly mention: Mention;
  readonly text: string;
  readonly ticket: Ticket;
  readonly docket: string | null;
  readonly urgency: string;
  readonly byName: string;
}

/** Notes that name the viewer, on tickets that he may see now, newest first. */
export async function mentionsOf(read: Read, { viewer, limit }: { viewer: Viewer; limit: number }): Promise<NamedIn[]> {
  if (viewer.units.length === 0) return [];
  const { mention, ticket, ticketNote, officer } = read.tables;
  return read
    .select({
      mention,
      text: ticketNote.text,
      ticket,
      docket: ticket.docket,
      urgency: ticket.urgency,
      byName: officer.name,
    })
    .from(mention)
    .crossJoin(ticket)
    .crossJoin(ticketNote)
    .crossJoin(officer)
    .where(
      and(
        eq(mention.officer, viewer.officer),
        eq(ticket.id, mention.ticket),
        eq(ticketNote.id, mention.note),
        eq(officer.id, mention.byOfficer),
        isSeenBy(read, mention.num, viewer),
        notWrittenForOthers(read, { at: mention.at, viewer }),
      ),
    )
    .orderBy(desc(mention.at), desc(mention.id))
    .limit(limit);
}

/** Marks what is meant for the officer as seen. */
export async function markSeen(
  tx: Tx,
  { officer, ids, at }: { officer: string; ids: readonly string[]; at: number },
): Promise<void> {
  const { mention, commendation } = tx.tables;
  await tx
    .update(mention)
    .set({ seenAt: at })
    .where(and(inArray(mention.id, [...ids]), eq(mention.officer, officer), isNull(mention.seenAt)));
  await tx
    .update(commendation)
    .set({ seenAt: at })
    .where(and(inArray(commendation.id, [...ids]), eq(commendation.officer, officer), isNull(commendation.seenAt)));
}
