import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
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

/** Files that officers added to tickets, and those of messages. */
export async function countFiles(
  read: Read,
  { tickets, messages }: { tickets: readonly string[]; messages: readonly string[] },
): Promise<number> {
  const { attachment, media } = read.tables;
  const [added] = await read
    .select({ n: sql<number>`count(*)` })
    .from(attachment)
    .where(inArray(attachment.ticket, [...tickets]));
  const [shown] = await read
    .select({ n: sql<number>`count(*)` })
    .from(media)
    .where(and(inArray(media.message, [...messages]), isNotNull(media.blob)));
  return Number(added?.n ?? 0) + Number(shown?.n ?? 0);
}

export async function findContact(read: Read, id: string) {
  const { contact } = read.tables;
  const rows = await read.select().from(contact).where(eq(contact.id, id));
  return rows[0] ?? null;
}
