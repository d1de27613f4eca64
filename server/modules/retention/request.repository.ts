import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Sighted } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';

/** A ticket by its id or its number, for one whose units may see it. */
export async function ticketWithin(
  read: Read,
  { viewer, ...by }: { viewer: Sighted } & ({ id: string } | { docket: string }),
): Promise<Ticket | null> {
  if (viewer.units.length === 0) return null;
  const { ticket } = read.tables;
  const which = 'id' in by ? eq(ticket.id, by.id) : eq(ticket.docket, by.docket);
  const rows = await read
    .select()
    .from(ticket)
    .where(and(which, isSeenBy(read, ticket.num, viewer)));
  return rows[0] ?? null;
}

/** Files that officers added to a ticket, and those of its messages. */
export async function countFiles(read: Read, ticket: string): Promise<number> {
  const { attachment, media, message } = read.tables;
  const added = await read.$count(attachment, eq(attachment.ticket, ticket));
  const [shown] = await read
    .select({ n: sql<number>`count(*)` })
    .from(message)
    .crossJoin(media)
    .where(and(eq(message.ticket, ticket), eq(media.message, message.id), isNotNull(media.blob)));
  return added + Number(shown?.n ?? 0);
}

export async function findContact(read: Read, id: string) {
  const { contact } = read.tables;
  const rows = await read.select().from(contact).where(eq(contact.id, id));
  return rows[0] ?? null;
}
