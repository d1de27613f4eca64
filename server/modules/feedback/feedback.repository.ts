import { and, asc, eq, gt, gte, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { ASKED_FOR } from '../tickets/verdict.rules.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';

export type FeedbackCall = Tables['feedbackCall']['$inferSelect'];

/** A closing of which its citizen said nothing. */
function saidNothing(read: Read) {
  const { ticket, verdict } = read.tables;
  return sql`NOT EXISTS (SELECT 1 FROM ${verdict} WHERE ${verdict.ticket} = ${ticket.id} AND ${verdict.closedAt} = ${ticket.closedAt} AND ${verdict.said} <> 'silent')`;
}

/** Tickets closed in a span of which nobody was asked yet and whose citizen left a number, oldest first. */
export async function unasked(
  read: Read,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<{ ticket: Ticket; handle: string | null }[]> {
  const { ticket, contact, feedbackCall: call } = read.tables;
  return read
    .select({ ticket, handle: contact.handle })
    .from(ticket)
    .innerJoin(contact, eq(contact.id, ticket.reporter))
    .leftJoin(call, and(eq(call.ticket, ticket.id), eq(call.closedAt, ticket.closedAt)))
    .where(
      and(
        gt(ticket.closedAt, after),
        lte(ticket.closedAt, until),
        eq(ticket.state, 'closed'),
        // Numbers are told to a person at the desk; elsewhere a handle is a name.
        eq(contact.realm, 'desk'),
        isNotNull(contact.handle),
        isNull(call.id),
        saidNothing(read),
      ),
    )
    .orderBy(asc(ticket.closedAt))
    .limit(limit);
}

export async function insertCall(tx: Tx, row: FeedbackCall): Promise<boolean> {
  const { feedbackCall } = tx.tables;
  const rows = await tx.insert(feedbackCall).values(row).onConflictDoNothing().returning({ id: feedbackCall.id });
  return rows.length > 0;
}

/** Ends what is answered or opened again meanwhile, and what may not be asked any more. */
export async function endOver(tx: Tx, at: number): Promise<void> {
  const { feedbackCall: call, ticket } = tx.tables;
  const stands = sql`EXISTS (SELECT 1 FROM ${ticket} WHERE ${ticket.id} = ${call.ticket} AND ${ticket.state} = 'closed' AND ${ticket.closedAt} = ${call.closedAt} AND ${saidNothing(tx)})`;
  await tx
    .update(call)
    .set({ endedAt: at, result: 'over' })
    .where(and(isNull(call.endedAt), sql`NOT ${stands}`));
  await tx
    .update(call)
    .set({ endedAt: at, result: 'late', caller: null, callerUntil: null })
    .where(and(isNull(call.endedAt), lt(call.closedAt, at - ASKED_FOR)));
}

/** How many closings of the last days whose citizens were never reached, of tickets that the viewer may see, up to a limit. */
export async function countUnreached(
  read: Read,
  { viewer, since, limit }: { viewer: Viewer; since: number; limit: number },
): Promise<number> {
  if (viewer.units.length === 0) return 0;
  const { feedbackCall: call } = read.tables;
  const rows = await read
    .select({ id: call.id })
    .from(call)
    .where(
      and(
        // Said as the index says it.
        sql`${call.result} IN ('not-reached', 'late')`,
        gt(call.endedAt, since),
        isSeenBy(read, call.num, viewer),
      ),
    )
    .limit(limit);
  return rows.length;
}

/** Calls to make now, of tickets that the viewer may see and that nobody else is on, the longest closed first. */
export async function callsToMake(
  read: Read,
  { viewer, now, limit }: { viewer: Viewer; now: number; limit: number },
): Promise<{ call: FeedbackCall; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { feedbackCall: call, ticket } = read.tables;
  return read
    .select({ call, ticket })
    .from(call)
    .innerJoin(ticket, eq(ticket.id, call.ticket))
    .where(
      and(
        isNull(call.endedAt),
        lte(call.nextAt, now),
        gte(call.closedAt, now - ASKED_FOR),
        eq(ticket.state, 'closed'),
        eq(ticket.closedAt, call.closedAt),
        saidNothing(read),
        or(isNull(call.caller), eq(call.caller, viewer.officer), lte(call.callerUntil, now)),
        isSeenBy(read, call.num, viewer),
      ),
    )
    .orderBy(asc(call.closedAt))
    .limit(limit);
}

/** One call that is to be made, of a ticket that the viewer may see. */
export async function findCall(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<{ call: FeedbackCall; ticket: Ticket } | null> {
  if (viewer.units.length === 0) return null;
  const { feedbackCall: call, ticket } = read.tables;
  const rows = await read
    .select({ call, ticket })
    .from(call)
    .innerJoin(ticket, eq(ticket.id, call.ticket))
    .where(
      and(
        ...[eq(call.id, id), isNull(call.endedAt), isSeenBy(read, call.num, viewer)],
        // Of the closing that it is about: what was said of it says nothing of the next.
        ...[eq(ticket.state, 'closed'), eq(ticket.closedAt, call.closedAt)],
      ),
    );
  return rows[0] ?? null;
}

/** Takes a call for a while; false when somebody else has it. */
export async function takeCall(
  tx: Tx,
  { call: { id, version }, officer, now, until }: { call: FeedbackCall; officer: string; now: number; until: number },
): Promise<boolean> {
  const { feedbackCall: call } = tx.tables;
  const rows = await tx
    .update(call)
    .set({ caller: officer, callerUntil: until, version: version + 1 })
    .where(
      and(
        eq(call.id, id),
        eq(call.version, version),
        or(isNull(call.caller), eq(call.caller, officer), lte(call.callerUntil, now)),
      ),
    )
    .returning({ id: call.id });
  return rows.length > 0;
}

/** Writes what came of a call by whoever has it; false when it is another's by now. */
export async function saveCall(
  tx: Tx,
  { call: { id, version }, officer, set }: { call: FeedbackCall; officer: string; set: Partial<FeedbackCall> },
): Promise<boolean> {
  const { feedbackCall: call } = tx.tables;
  const rows = await tx
    .update(call)
    .set({ ...set, caller: null, callerUntil: null, version: version + 1 })
    .where(and(eq(call.id, id), eq(call.version, version), eq(call.caller, officer), isNull(call.endedAt)))
    .returning({ id: call.id });
  return rows.length > 0;
}

/** The number that a citizen left. */
export async function numberOf(read: Read, contactId: string): Promise<string | null> {
  const { contact } = read.tables;
  const rows = await read
    .select({ handle: contact.handle })
    .from(contact)
    .where(and(eq(contact.id, contactId), ne(contact.handle, '')));
  return rows[0]?.handle ?? null;
}
