import { and, asc, desc, eq, inArray, isNull, ne, notExists, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Read, Tx } from '../../schema.ts';
import type { Message } from '../inbound/inbound.types.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { ErasureOrder } from './retention.types.ts';

/** Writes a request to erase a citizen; where one is open already, that one. */
export async function insertOrder(tx: Tx, order: ErasureOrder): Promise<ErasureOrder> {
  const { erasureOrder } = tx.tables;
  await tx.insertRows(erasureOrder, [order], { onConflict: 'ignore' });
  const rows = await tx
    .select()
    .from(erasureOrder)
    .where(and(eq(erasureOrder.contact, order.contact), isNull(erasureOrder.doneAt)));
  return rows[0] ?? order;
}

/** Takes the next part of an order; null when another does it, or none is left. */
export async function takePart(tx: Tx, { id, step }: { id: string; step: number }): Promise<ErasureOrder | null> {
  const { erasureOrder } = tx.tables;
  const rows = await tx
    .update(erasureOrder)
    .set({ step: step + 1 })
    .where(and(eq(erasureOrder.id, id), eq(erasureOrder.step, step), isNull(erasureOrder.doneAt)))
    .returning();
  return rows[0] ?? null;
}

export async function endOrder(
  tx: Tx,
  { id, ...set }: { id: string } & Pick<ErasureOrder, 'doneAt' | 'kept' | 'backupsUntil'>,
): Promise<void> {
  const { erasureOrder } = tx.tables;
  await tx.update(erasureOrder).set(set).where(eq(erasureOrder.id, id));
}

export async function findOrder(read: Read, id: string): Promise<ErasureOrder | null> {
  const { erasureOrder } = read.tables;
  const rows = await read.select().from(erasureOrder).where(eq(erasureOrder.id, id));
  return rows[0] ?? null;
}

/** Orders that are not carried out yet, the oldest first. */
export function openOrders(read: Read, limit: number): Promise<ErasureOrder[]> {
  const { erasureOrder } = read.tables;
  return read.select().from(erasureOrder).where(isNull(erasureOrder.doneAt)).orderBy(asc(erasureOrder.at)).limit(limit);
}

/** Whether no open order keeps what stands on a ticket. */
const isFree = (read: Read, ticket: SQLiteColumn): SQL => {
  const { legalHold } = read.tables;
  return notExists(
    read
      .select({ one: sql`1` })
      .from(legalHold)
      .where(and(eq(legalHold.ticket, ticket), isNull(legalHold.liftedAt))),
  );
};

/** Some of a citizen's own tickets that no order keeps. */
export function someTicketsBy(read: Read, { contact, limit }: { contact: string; limit: number }): Promise<Ticket[]> {
  const { ticket } = read.tables;
  return read
    .select()
    .from(ticket)
    .where(and(eq(ticket.reporter, contact), isFree(read, ticket.id)))
    .orderBy(asc(ticket.num))
    .limit(limit);
}

/** Some of what he wrote elsewhere that no order keeps. */
export function someMessagesBy(read: Read, { contact, limit }: { contact: string; limit: number }): Promise<Message[]> {
  const { message } = read.tables;
  return read
    .select()
    .from(message)
    .where(and(eq(message.contact, contact), isFree(read, message.ticket)))
    .limit(limit);
}

const count = sql<number>`count(*)`;
const numberOf = (rows: readonly { n: number }[]): number => Number(rows[0]?.n ?? 0);

/** How much there is of a citizen: his tickets, what stands on them and what he wrote elsewhere, and the files. */
export async function weighCitizen(read: Read, contact: string) {
  const { attachment, media, message, ticket } = read.tables;
  const isHis = eq(ticket.reporter, contact);
  const isElsewhere = and(
    eq(message.contact, contact),
    or(isNull(ticket.id), isNull(ticket.reporter), ne(ticket.reporter, contact)),
  );
  const onHis = and(isHis, eq(message.ticket, ticket.id));
  const shown = sql`${media.blob} IS NOT NULL`;
  const tickets = numberOf(await read.select({ n: count }).from(ticket).where(isHis));
  const own = numberOf(await read.select({ n: count }).from(ticket).crossJoin(message).where(onHis));
  const elsewhere = numberOf(
    await read.select({ n: count }).from(message).leftJoin(ticket, eq(ticket.id, message.ticket)).where(isElsewhere),
  );
  const added = numberOf(
    await read
      .select({ n: count })
      .from(ticket)
      .crossJoin(attachment)
      .where(and(isHis, eq(attachment.ticket, ticket.id))),
  );
  const fetched = numberOf(
    await read
      .select({ n: count })
      .from(ticket)
      .crossJoin(message)
      .crossJoin(media)
      .where(and(onHis, eq(media.message, message.id), shown)),
  );
  const fetchedElsewhere = numberOf(
    await read
      .select({ n: count })
      .from(message)
      .leftJoin(ticket, eq(ticket.id, message.ticket))
      .innerJoin(media, eq(media.message, message.id))
      .where(and(isElsewhere, shown)),
  );
  return { tickets, messages: own + elsewhere, files: added + fetched + fetchedElsewhere };
}

/** How many tickets a legal hold keeps of a citizen: his own, and those that he wrote on. */
export async function countKept(read: Read, contact: string): Promise<number> {
  const { legalHold, message, ticket } = read.tables;
  const held = and(eq(legalHold.ticket, ticket.id), isNull(legalHold.liftedAt));
  const own = await read
    .selectDistinct({ id: ticket.id })
    .from(ticket)
    .innerJoin(legalHold, held)
    .where(eq(ticket.reporter, contact));
  const spoken = await read
    .selectDistinct({ id: message.ticket })
    .from(message)
    .innerJoin(legalHold, and(eq(legalHold.ticket, message.ticket), isNull(legalHold.liftedAt)))
    .where(eq(message.contact, contact));
  return new Set([...own, ...spoken].map(({ id }) => id)).size;
}

/** The proofs of an order's parts, which are summed up. */
export async function partsOf(read: Read, orders: readonly string[]) {
  if (orders.length === 0) return [];
  const { erasure } = read.tables;
  const sum = (column: typeof erasure.tickets) => sql<number>`sum(${column})`;
  const rows = await read
    .select({
      ...{ order: erasure.order, parts: count, digest: sql<string>`max(${erasure.digest})` },
      ...{ tickets: sum(erasure.tickets), messages: sum(erasure.messages) },
      ...{ files: sum(erasure.files), others: sum(erasure.others) },
    })
    .from(erasure)
    .where(inArray(erasure.order, [...orders]))
    .groupBy(erasure.order);
  return rows.map(({ order, digest, ...numbers }) => ({
    ...{ order, digest, parts: Number(numbers.parts) },
    ...{ tickets: Number(numbers.tickets), messages: Number(numbers.messages) },
    ...{ files: Number(numbers.files), others: Number(numbers.others) },
  }));
}

/** What was removed on request, the last first: tickets at once, citizens in parts, as far as that has come. */
export async function requestsMade(read: Read, limit: number) {
  const { erasure, erasureOrder } = read.tables;
  const whole = await read
    .select()
    .from(erasure)
    .where(and(sql`${erasure.officer} IS NOT NULL`, isNull(erasure.order)))
    .orderBy(desc(erasure.day), desc(erasure.at))
    .limit(limit);
  const orders = await read.select().from(erasureOrder).orderBy(desc(erasureOrder.at)).limit(limit);
  const sums = new Map(
    (
      await partsOf(
        read,
        orders.map(({ id }) => id),
      )
    ).map((one) => [one.order, one]),
  );
  const inParts = orders.map(({ id, officer, reason, at, backupsUntil, doneAt, kept }) => {
    const { tickets = 0, messages = 0, files = 0, others = 0, parts = 0, digest = '' } = sums.get(id) ?? {};
    return {
      ...{ id, class: 'citizen', officer, reason, at, backupsUntil, kept, parts, isDone: doneAt !== null },
      // Of several parts each has its own proof under the order's number; there is no one digest for them.
      ...{ tickets, messages, files, others, digest: parts === 1 ? digest : null },
    };
  });
  const atOnce = whole.map(({ id, class: kind, officer, reason, at, backupsUntil, digest, ...amount }) => ({
    ...{ id, class: kind, officer, reason, at, backupsUntil, digest: digest as string | null },
    ...{ tickets: amount.tickets, messages: amount.messages, files: amount.files, others: amount.others },
    ...{ kept: 0, parts: 1, isDone: true },
  }));
  return [...atOnce, ...inParts].sort((one, other) => other.at - one.at).slice(0, limit);
}
