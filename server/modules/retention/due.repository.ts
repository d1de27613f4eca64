import { and, eq, exists, inArray, isNotNull, isNull, lt, ne, not, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Amount, TicketClass } from './retention.types.ts';

const SETTLED = ['closed', 'verified'];
/** A count goes so far; above it only "more" is said. */
export const MOST_COUNTED = 50_000;

/** True where no open order keeps what is said on the ticket. */
function notHeld({ tables: { legalHold }, ...read }: Read, ticket: AnyColumn): SQL {
  return not(
    exists(
      read
        .select({ one: sql`1` })
        .from(legalHold)
        .where(and(eq(legalHold.ticket, ticket), isNull(legalHold.liftedAt))),
    ),
  );
}

/** What of a ticket's class was over before a moment and is not erased yet. */
function isDue(read: Read, { kept, before }: { kept: TicketClass; before: number }): SQL | undefined {
  const { ticket } = read.tables;
  const all = [isNull(ticket.erasedAt), lt(ticket.receivedAt, before), notHeld(read, ticket.id)];
  switch (kept) {
    case 'not-for-us':
      return and(
        inArray(ticket.state, ['not_for_us', 'withdrawn']),
        isNull(ticket.wroteAgainAt),
        lt(ticket.updatedAt, before),
        ...all,
      );
    case 'ask-back':
      // From when it was asked, not from when it came.
      return and(eq(ticket.state, 'ask_back'), lt(ticket.updatedAt, before), ...all);
    case 'closed':
    case 'protected':
      return and(
        inArray(ticket.state, SETTLED),
        eq(ticket.protected, kept === 'protected'),
        lt(ticket.closedAt, before),
        ...all,
      );
  }
}

export function dueTickets(
  read: Read,
  { limit, ...due }: { kept: TicketClass; before: number; limit: number },
): Promise<Ticket[]> {
  const { ticket } = read.tables;
  return read.select().from(ticket).where(isDue(read, due)).orderBy(ticket.receivedAt).limit(limit);
}

/** Which of these tickets are still due, held until the transaction ends. */
export async function stillDue(
  tx: Tx,
  { ids, ...due }: { kept: TicketClass; before: number; ids: readonly string[] },
): Promise<Set<string>> {
  const { ticket } = tx.tables;
  const rows = await tx
    .update(ticket)
    .set({ erasedAt: null })
    .where(and(inArray(ticket.id, [...ids]), isDue(tx, due)))
    .returning({ id: ticket.id });
  return new Set(rows.map(({ id }) => id));
}

/** How much goes with the tickets that are due. */
export async function countDueTickets(read: Read, due: { kept: TicketClass; before: number }): Promise<Amount> {
  const { ticket, message, media, attachment } = read.tables;
  const ids = read.select({ id: ticket.id }).from(ticket).where(isDue(read, due)).limit(MOST_COUNTED).as('due');
  const among = read.select({ id: ids.id }).from(ids);
  const [tickets, messages, shown, added] = [
    await read.select({ n: sql<number>`count(*)` }).from(ids),
    await read
      .select({ n: sql<number>`count(*)` })
      .from(message)
      .where(inArray(message.ticket, among)),
    await read
      .select({ n: sql<number>`count(*)` })
      .from(message)
      .innerJoin(media, eq(media.message, message.id))
      .where(and(inArray(message.ticket, among), isNotNull(media.blob))),
    await read
      .select({ n: sql<number>`count(*)` })
      .from(attachment)
      .where(inArray(attachment.ticket, among)),
  ].map((rows) => Number(rows[0]?.n ?? 0));
  return { tickets: tickets ?? 0, messages: messages ?? 0, files: (shown ?? 0) + (added ?? 0), others: 0 };
}

/** Photographs and papers on reports of dockets that are over. */
function duePhotosOf(read: Read, before: number): SQL | undefined {
  const { attachment, ticket } = read.tables;
  return and(
    isNotNull(attachment.report),
    lt(attachment.at, before),
    inArray(ticket.state, SETTLED),
    notHeld(read, attachment.ticket),
  );
}

export async function duePhotos(
  read: Read,
  { before, limit }: { before: number; limit: number },
): Promise<{ id: string; blob: string; ticket: string }[]> {
  const { attachment, ticket } = read.tables;
  return read
    .select({ id: attachment.id, blob: attachment.blob, ticket: attachment.ticket })
    .from(attachment)
    .innerJoin(ticket, eq(ticket.id, attachment.ticket))
    .where(duePhotosOf(read, before))
    .orderBy(attachment.at)
    .limit(limit);
}

/** What a channel delivered and nothing waits to read, unless it brought something that an order keeps. */
function dueEnvelopesOf(read: Read, before: number): SQL | undefined {
  const { envelope, message, legalHold } = read.tables;
  const held = read
    .select({ one: sql`1` })
    .from(message)
    .innerJoin(legalHold, and(eq(legalHold.ticket, message.ticket), isNull(legalHold.liftedAt)))
    .where(eq(message.envelope, envelope.id));
  return and(inArray(envelope.state, ['parsed', 'refused']), lt(envelope.receivedAt, before), not(exists(held)));
}

export async function dueEnvelopes(
  read: Read,
  { before, limit }: { before: number; limit: number },
): Promise<string[]> {
  const { envelope } = read.tables;
  const rows = await read
    .select({ id: envelope.id })
    .from(envelope)
    .where(dueEnvelopesOf(read, before))
    .orderBy(envelope.receivedAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}

function dueExamplesOf(read: Read, before: number): SQL | undefined {
  const { decision } = read.tables;
  return and(lt(decision.at, before), notHeld(read, decision.ticket));
}

export async function dueExamples(read: Read, { before, limit }: { before: number; limit: number }): Promise<string[]> {
  const { decision } = read.tables;
  const rows = await read
    .select({ id: decision.message })
    .from(decision)
    .where(dueExamplesOf(read, before))
    .orderBy(decision.at)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many of what is no ticket are due. */
export async function countDueOthers(
  read: Read,
  { kept, before }: { kept: 'report-photos' | 'envelopes' | 'examples'; before: number },
): Promise<number> {
  const { attachment, ticket, envelope, decision } = read.tables;
  const some = { one: sql`1`.as('one') };
  const found =
    kept === 'report-photos'
      ? read
          .select(some)
          .from(attachment)
          .innerJoin(ticket, eq(ticket.id, attachment.ticket))
          .where(duePhotosOf(read, before))
          .limit(MOST_COUNTED)
          .as('due')
      : kept === 'envelopes'
        ? read.select(some).from(envelope).where(dueEnvelopesOf(read, before)).limit(MOST_COUNTED).as('due')
        : read.select(some).from(decision).where(dueExamplesOf(read, before)).limit(MOST_COUNTED).as('due');
  const rows = await read.select({ n: sql<number>`count(*)` }).from(found);
  return Number(rows[0]?.n ?? 0);
}

/** Dockets that an open order keeps. */
export async function countHeld(read: Read): Promise<number> {
  const { legalHold } = read.tables;
  const rows = await read
    .select({ n: sql<number>`count(DISTINCT ${legalHold.ticket})` })
    .from(legalHold)
    .where(and(isNull(legalHold.liftedAt), ne(legalHold.ticket, '')));
  return Number(rows[0]?.n ?? 0);
}
