import { and, eq, inArray, isNotNull, notExists, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Message } from '../inbound/inbound.types.ts';

/** Names of one statement: a viral post has more voices than an engine binds. */
const TOGETHER = 500;

/** Everything that was said on these tickets, each asked for by itself: by a list of them the planner walks far. */
export async function messagesOf(read: Read, tickets: readonly string[]): Promise<Message[]> {
  const { message } = read.tables;
  const found: Message[] = [];
  for (const ticket of tickets) found.push(...(await read.select().from(message).where(eq(message.ticket, ticket))));
  return found;
}

/** Hashes of the files of these messages; whoever notes at this moment that one was fetched is waited for. */
export async function filesOfMessages(tx: Tx, messages: readonly string[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const { media } = tx.tables;
  const rows = await tx
    .update(media)
    .set({ url: null })
    .where(inArray(media.message, [...messages]))
    .returning({ blob: media.blob });
  return rows.flatMap(({ blob }) => blob ?? []);
}

/** Takes from messages who wrote them and where they stood. */
export async function loosenMessages(tx: Tx, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return;
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ contact: null, conversation: null, inReplyTo: null, quotes: null, retweetOf: null, tagged: [] })
    .where(inArray(message.id, [...messages]));
}

/** Removes files that officers added. Answers their hashes. */
export async function dropAttachments(
  tx: Tx,
  ids: { tickets: readonly string[] } | { files: readonly string[] },
): Promise<string[]> {
  const { attachment, pictureKey } = tx.tables;
  const which =
    'tickets' in ids ? inArray(attachment.ticket, [...ids.tickets]) : inArray(attachment.id, [...ids.files]);
  const rows = await tx.delete(attachment).where(which).returning({ blob: attachment.blob });
  const blobs = [...new Set(rows.map(({ blob }) => blob))];
  if (blobs.length > 0)
    await tx.delete(pictureKey).where(
      and(
        inArray(pictureKey.blob, blobs),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(attachment)
            .where(eq(attachment.blob, pictureKey.blob)),
        ),
      ),
    );
  return rows.map(({ blob }) => blob);
}

/** Takes the words of officers and citizens out of everything that was written on tickets. */
export async function emptyTickets(tx: Tx, tickets: readonly string[]): Promise<void> {
  const { ticketNote, mention, actionReport, closingProposal, outbox, ownershipProof, verdict, audit, alarm } =
    tx.tables;
  const ids = [...tickets];
  await tx.delete(ticketNote).where(inArray(ticketNote.ticket, ids));
  await tx.delete(closingProposal).where(inArray(closingProposal.ticket, ids));
  await tx.delete(mention).where(inArray(mention.ticket, ids));
  await tx.delete(ownershipProof).where(inArray(ownershipProof.ticket, ids));
  await tx
    .update(actionReport)
    .set({ details: {}, internalText: '', publicAnswer: '', textHash: null, copiedFrom: null })
    .where(inArray(actionReport.ticket, ids));
  // The hash of what the police said in public stays, so that it can still be checked; the words go.
  await tx.update(outbox).set({ text: '', toContact: null, inReplyTo: null }).where(inArray(outbox.ticket, ids));
  await tx
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(and(inArray(outbox.ticket, ids), inArray(outbox.state, ['waiting', 'held', 'failed', 'unknown'])));
  await tx.update(verdict).set({ words: null }).where(inArray(verdict.ticket, ids));
  await tx.update(audit).set({ note: null }).where(inArray(audit.ticket, ids));
  await tx.update(alarm).set({ eventNumber: null }).where(inArray(alarm.ticket, ids));
}

/** What positions were told of tickets, the links that they got, and what came in by those. */
export async function dropTold(tx: Tx, tickets: readonly string[]): Promise<void> {
  const { notification, notificationSend, positionLink, proposedReport } = tx.tables;
  const ids = [...tickets];
  const told = await tx
    .delete(notification)
    .where(inArray(notification.ticket, ids))
    .returning({ id: notification.id });
  if (told.length > 0)
    await tx.delete(notificationSend).where(
      inArray(
        notificationSend.message,
        told.map(({ id }) => id),
      ),
    );
  await tx.delete(positionLink).where(inArray(positionLink.ticket, ids));
  await tx.delete(proposedReport).where(inArray(proposedReport.ticket, ids));
}

/** Leaves of tickets number, category, unit, state and dates. */
export async function hollowTickets(
  tx: Tx,
  { tickets, at }: { tickets: readonly string[]; at: number },
): Promise<void> {
  const { ticket } = tx.tables;
  await tx
    .update(ticket)
    .set({
      ...{ headline: '', summary: null, lat: null, lon: null, reporter: null, conversation: null, codeHash: null },
      ...{ erasedAt: at, updatedAt: at, version: sql`${ticket.version} + 1` },
    })
    .where(inArray(ticket.id, [...tickets]));
}

/** Removes of these contacts those of whom nothing is left. Answers their ids. */
export async function dropContacts(tx: Tx, contacts: readonly string[]): Promise<string[]> {
  const { contact, message, ticket } = tx.tables;
  const dropped: string[] = [];
  for (let from = 0; from < contacts.length; from += TOGETHER) {
    const rows = await tx
      .delete(contact)
      .where(
        and(
          inArray(contact.id, contacts.slice(from, from + TOGETHER)),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(message)
              .where(eq(message.contact, contact.id)),
          ),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(ticket)
              .where(eq(ticket.reporter, contact.id)),
          ),
        ),
      )
      .returning({ id: contact.id });
    dropped.push(...rows.map(({ id }) => id));
  }
  return dropped;
}

export async function emptyEnvelopes(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { envelope } = tx.tables;
  const rows = await tx
    .update(envelope)
    .set({ body: '', rejections: null, state: 'erased' })
    .where(and(inArray(envelope.id, [...ids]), inArray(envelope.state, ['parsed', 'refused'])))
    .returning({ id: envelope.id });
  return rows.map(({ id }) => id);
}

export async function dropExamples(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { decision } = tx.tables;
  const rows = await tx
    .delete(decision)
    .where(inArray(decision.message, [...ids]))
    .returning({ id: decision.message });
  return rows.map(({ id }) => id);
}

/** Citizens of that handle on any account of the service. */
export async function contactsCalled(read: Read, handle: string) {
  const { contact } = read.tables;
  return read
    .select()
    .from(contact)
    .where(and(isNotNull(contact.handle), sql`lower(${contact.handle}) IN (${handle}, ${`@${handle}`})`))
    .limit(10);
}
