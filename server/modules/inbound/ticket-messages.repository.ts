import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tables } from '../../schema.ts';
import { maskAbuse } from '../evidence/media-class.rules.ts';
import type { Message } from './inbound.types.ts';
import { isNumber } from './telephone.rules.ts';

export interface PleaWords {
  readonly id: string;
  readonly externalId: string;
  readonly contact: string | null;
  readonly kind: string;
  readonly text: string;
  /** The author's. */
  readonly handle: string | null;
}

/** Oldest message of the reporter on a ticket. */
export async function firstOfTicket(read: Read, ticket: string): Promise<PleaWords | null> {
  const { message, contact } = read.tables;
  const query = prepared(read, 'inbound.firstOfTicket', () =>
    read
      .select({
        id: message.id,
        externalId: message.externalId,
        contact: message.contact,
        kind: message.kind,
        text: message.text,
        handle: contact.handle,
      })
      .from(message)
      .leftJoin(contact, eq(contact.id, message.contact))
      .where(and(eq(message.ticket, sql.placeholder('ticket')), eq(message.voice, 'reporter')))
      .orderBy(asc(message.at))
      .limit(1),
  );
  const rows = await query.execute({ ticket });
  return rows[0] ?? null;
}

export interface Told {
  readonly message: Message;
  readonly author: { readonly handle: string | null; readonly name: string | null } | null;
}

/** A ticket's messages with their authors, oldest first. */
export async function messagesOfTicket(read: Read, ticket: string): Promise<Told[]> {
  const { message, contact } = read.tables;
  const rows = await read
    .select({ message, handle: contact.handle, name: contact.name })
    .from(message)
    .leftJoin(contact, eq(contact.id, message.contact))
    .where(eq(message.ticket, ticket))
    .orderBy(asc(message.at))
    .limit(500);
  return rows.map(({ message: row, handle, name }) => ({
    message: row,
    author: handle === null && name === null ? null : { handle, name },
  }));
}

/** Messages of a ticket among which its oldest is sought, where many tickets are asked for. */
const LOOKED_THROUGH = 50;

/** Oldest message of the reporter on each of these tickets; those without one are absent. */
export async function firstOfTickets(
  read: Read,
  tickets: readonly string[],
): Promise<Map<string, Pick<PleaWords, 'id' | 'text' | 'handle'>>> {
  if (tickets.length === 0) return new Map();
  const { message, contact } = read.tables;
  const rows = await read
    .select({ ticket: message.ticket, id: message.id, text: message.text, handle: contact.handle })
    .from(message)
    .leftJoin(contact, eq(contact.id, message.contact))
    .where(and(inArray(message.ticket, [...tickets]), eq(message.voice, 'reporter')))
    .orderBy(asc(message.at))
    .limit(tickets.length * LOOKED_THROUGH);
  // What is set last stays: the oldest.
  return new Map(rows.reverse().flatMap(({ ticket, ...row }) => (ticket === null ? [] : [[ticket, row] as const])));
}

/** How many messages came in on a ticket after its first, whoever may read them. */
export async function countLaterWords(read: Read, ticket: string): Promise<number> {
  const { message } = read.tables;
  const rows = await read
    .select({ n: sql<number>`count(*)` })
    .from(message)
    .where(and(eq(message.ticket, ticket), eq(message.direction, 'in')));
  return Math.max(0, Number(rows[0]?.n ?? 0) - 1);
}

export async function mediaOf(read: Read, messages: readonly string[]): Promise<Tables['media']['$inferSelect'][]> {
  if (messages.length === 0) return [];
  const { media } = read.tables;
  const rows = await read
    .select()
    .from(media)
    .where(inArray(media.message, [...messages]));
  return rows.map(maskAbuse);
}

export async function editedMessages(read: Read, messages: readonly string[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const { messageVersion } = read.tables;
  const rows = await read
    .selectDistinct({ message: messageVersion.message })
    .from(messageVersion)
    .where(inArray(messageVersion.message, [...messages]));
  return new Set(rows.map((row) => row.message));
}

export async function predictionsOf(
  read: Read,
  messages: readonly string[],
): Promise<Tables['prediction']['$inferSelect'][]> {
  if (messages.length === 0) return [];
  const { prediction } = read.tables;
  return read
    .select()
    .from(prediction)
    .where(inArray(prediction.message, [...messages]));
}

export async function joinsOf(read: Read, ticket: string): Promise<{ message: string; kind: string; score: number }[]> {
  const { join } = read.tables;
  return read
    .select({ message: join.message, kind: join.kind, score: join.score })
    .from(join)
    .where(eq(join.ticket, ticket))
    .limit(500);
}

/** Telephone numbers that these people left at the desk, by contact; elsewhere a handle is a name. */
export async function contactNumbers(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { contact } = read.tables;
  const rows = await read
    .select({ id: contact.id, handle: contact.handle })
    .from(contact)
    .where(and(inArray(contact.id, [...new Set(ids)]), eq(contact.realm, 'desk')));
  return new Map(
    rows.flatMap(({ id, handle }) => (handle !== null && isNumber(handle) ? [[id, handle.trim()] as const] : [])),
  );
}

/** Handles of contacts, by id; without those that have none. */
export async function contactHandles(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { contact } = read.tables;
  const rows = await read
    .select({ id: contact.id, handle: contact.handle })
    .from(contact)
    .where(inArray(contact.id, [...new Set(ids)]));
  return new Map(rows.flatMap(({ id, handle }) => (handle === null ? [] : [[id, handle] as const])));
}
