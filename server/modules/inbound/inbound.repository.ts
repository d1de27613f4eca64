import { and, asc, eq } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** Oldest message of the reporter on a ticket. */
export async function firstOfTicket(read: Read, ticket: string): Promise<{ externalId: string; contact: string | null; text: string } | null> {
  const { message } = read.tables;
  const rows = await read
    .select({ externalId: message.externalId, contact: message.contact, text: message.text })
    .from(message)
    .where(and(eq(message.ticket, ticket), eq(message.voice, 'reporter')))
    .orderBy(asc(message.at))
    .limit(1);
  return rows[0] ?? null;
}
