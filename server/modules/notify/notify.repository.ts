import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import { before } from './ladder.rules.ts';
import type { Notification, NotificationSend } from './notify.types.ts';

export async function insertNotifications(tx: Tx, rows: readonly Notification[]): Promise<void> {
  if (rows.length > 0) await tx.insertRows(tx.tables.notification, rows, { onConflict: 'ignore' });
}

/** Cancels what one act of a ticket gave to tell; false when some of it is on its way already. */
export async function cancelOfAct(tx: Tx, { ticket, version }: { ticket: string; version: number }): Promise<boolean> {
  const { notification } = tx.tables;
  const ofAct = and(eq(notification.ticket, ticket), eq(notification.version, version));
  await tx
    .update(notification)
    .set({ state: 'cancelled' })
    .where(and(ofAct, eq(notification.state, 'waiting')));
  const told = await tx
    .select({ id: notification.id })
    .from(notification)
    .where(and(ofAct, eq(notification.state, 'told')));
  return told.length === 0;
}

/** What is due to be told, danger to life first, with what its ticket says now. Recorded streams tell nobody. */
export async function dueToTell(read: Read, { now, limit }: { now: number; limit: number }) {
  const { notification, ticket, channelAccount } = read.tables;
  const due = (red: boolean, most: number) =>
    read
      .select({ row: notification, ticket, kind: channelAccount.kind })
      .from(notification)
      .leftJoin(ticket, eq(ticket.id, notification.ticket))
      .leftJoin(channelAccount, eq(channelAccount.id, ticket.account))
      .where(and(sql`${notification.state} = 'waiting'`, eq(notification.red, red), lte(notification.notBefore, now)))
      .orderBy(asc(notification.notBefore))
      .limit(most);
  // Asked apart, each is the beginning of the index, however many wait.
  const red = await due(true, limit);
  return red.length < limit ? [...red, ...(await due(false, limit - red.length))] : red;
}

/** Ends what waits, or puts it off; false when another process or an undo was faster. */
export async function settleWaiting(tx: Tx, { id, set }: { id: string; set: Partial<Notification> }): Promise<boolean> {
  const { notification } = tx.tables;
  const rows = await tx
    .update(notification)
    .set(set)
    .where(and(eq(notification.id, id), eq(notification.state, 'waiting')))
    .returning({ id: notification.id });
  return rows.length > 0;
}

/** When this position was told something lately, each message once. */
export async function toldSince(read: Read, { position, since }: { position: string; since: number }) {
  const { notification } = read.tables;
  return read
    .selectDistinct({ message: notification.message, toldAt: notification.toldAt })
    .from(notification)
    .where(and(eq(notification.position, position), gt(notification.toldAt, since), eq(notification.red, false)));
}

/** The last message of this reason that a position was told since then. */
export async function lastTold(
  read: Read,
  { position, reason, since }: { position: string; reason: string; since: number },
): Promise<{ message: string; toldAt: number } | null> {
  const { notification } = read.tables;
  const [row] = await read
    .select({ message: notification.message, toldAt: notification.toldAt })
    .from(notification)
    .where(and(eq(notification.position, position), gt(notification.toldAt, since), eq(notification.reason, reason)))
    .orderBy(desc(notification.toldAt))
    .limit(1);
  return row?.message && row.toldAt !== null ? { message: row.message, toldAt: row.toldAt } : null;
}

export async function insertSends(tx: Tx, rows: readonly NotificationSend[]): Promise<void> {
  if (rows.length > 0) await tx.insertRows(tx.tables.notificationSend, rows, { onConflict: 'ignore' });
}

export async function sendsOf(read: Read, message: string): Promise<NotificationSend[]> {
  const { notificationSend } = read.tables;
  return read.select().from(notificationSend).where(eq(notificationSend.message, message));
}

/** Messages whose next way is due, the first row of each. */
export async function dueNextWay(read: Read, { now, limit }: { now: number; limit: number }): Promise<Notification[]> {
  const { notification } = read.tables;
  return read
    .select()
    .from(notification)
    .where(and(isNotNull(notification.nextAt), lte(notification.nextAt, now)))
    .orderBy(asc(notification.nextAt))
    .limit(limit);
}

/** Moves when the next way is tried; false when it was moved or opened meanwhile. */
export async function moveNext(
  tx: Tx,
  { id, from, to }: { id: string; from: number; to: number | null },
): Promise<boolean> {
  const { notification } = tx.tables;
  const rows = await tx
    .update(notification)
    .set({ nextAt: to })
    .where(and(eq(notification.id, id), eq(notification.nextAt, from)))
    .returning({ id: notification.id });
  return rows.length > 0;
}

/** Brings the next way of a message forward: what was tried has failed. Nothing where it was opened. */
export async function hastenNext(tx: Tx, { message, at }: { message: string; at: number }): Promise<void> {
  const { notification } = tx.tables;
  await tx
    .update(notification)
    .set({ nextAt: at })
    .where(and(eq(notification.id, message), isNotNull(notification.nextAt), gt(notification.nextAt, at)));
}

/** Asked at every act on a ticket, and nearly always there is none. */
function unopened(tx: Tx, { ticket, positions }: { ticket: string; positions: readonly string[] }) {
  const { notification } = tx.tables;
  const places = positions.map((_, index) => sql.placeholder(`position${index}`));
  const query = prepared(tx, `notify.unopened.${places.length}`, () =>
    tx
      .select({ message: notification.message })
      .from(notification)
      .where(
        and(
          eq(notification.ticket, sql.placeholder('ticket')),
          inArray(notification.position, places),
          isNotNull(notification.message),
          isNull(notification.openedAt),
        ),
      ),
  );
  return query.execute({
    ticket,
    ...Object.fromEntries(positions.map((position, index) => [`position${index}`, position])),
  });
}

/** The messages told to these positions of a ticket that nobody has opened yet, and how they stand from now on. */
export async function markOpened(
  tx: Tx,
  { ticket, positions, at }: { ticket: string; positions: readonly string[]; at: number },
): Promise<number> {
  const { notification, notificationSend } = tx.tables;
  const found = await unopened(tx, { ticket, positions });
  const messages = [...new Set(found.map(({ message }) => message).filter((message) => message !== null))];
  if (messages.length === 0) return 0;
  await tx
    .update(notification)
    .set({ openedAt: at, nextAt: null })
    .where(and(inArray(notification.message, messages), isNull(notification.openedAt)));
  await tx
    .update(notificationSend)
    .set({ state: 'opened', openedAt: at })
    .where(
      and(
        inArray(notificationSend.message, messages),
        ne(notificationSend.way, 'call'),
        inArray(notificationSend.state, ['sent', 'delivered']),
      ),
    );
  // Nobody is telephoned for it, and no other way is tried any more.
  await cancelQueued(tx, messages);
  return messages.length;
}

/** What waits of these messages goes out on no way. */
export async function cancelQueued(tx: Tx, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return;
  const { notificationSend } = tx.tables;
  await tx
    .update(notificationSend)
    .set({ state: 'cancelled' })
    .where(and(inArray(notificationSend.message, [...messages]), eq(notificationSend.state, 'queued')));
}

/** Somebody looks after the danger: whoever was still to be told of it need not be any more. */
export async function cancelAlarms(tx: Tx, ticket: string): Promise<void> {
  const { notification } = tx.tables;
  const alarms = await tx
    .select({ message: notification.message })
    .from(notification)
    .where(and(eq(notification.ticket, ticket), eq(notification.red, true), eq(notification.state, 'told')));
  await cancelQueued(
    tx,
    alarms.flatMap(({ message }) => message ?? []),
  );
}

/** Takes the oldest send of a way that is due. Only the taker may end it, by the lease. */
export async function takeSend(
  tx: Tx,
  { way, now, leaseUntil }: { way: string; now: number; leaseUntil: number },
): Promise<NotificationSend | null> {
  const { notificationSend } = tx.tables;
  const isQueued = sql`${notificationSend.state} = 'queued'`;
  const oldest = async (red: boolean) => {
    const [row] = await tx
      .select({ id: notificationSend.id })
      .from(notificationSend)
      .where(
        and(
          isQueued,
          eq(notificationSend.way, way),
          eq(notificationSend.red, red),
          lte(notificationSend.notBefore, now),
        ),
      )
      .orderBy(asc(notificationSend.notBefore))
      .limit(1);
    return row;
  };
  const due = (await oldest(true)) ?? (await oldest(false));
  if (!due) return null;
  const [taken] = await tx
    .update(notificationSend)
    .set({ state: 'sending', leaseUntil, attempts: sql`${notificationSend.attempts} + 1` })
    .where(and(eq(notificationSend.id, due.id), eq(notificationSend.state, 'queued')))
    .returning();
  return taken ?? null;
}

/** Sends whose taker fell silent. */
export async function lapsedSends(tx: Tx, now: number): Promise<NotificationSend[]> {
  const { notificationSend } = tx.tables;
  return tx
    .select()
    .from(notificationSend)
    .where(and(sql`${notificationSend.state} = 'sending'`, lte(notificationSend.leaseUntil, now)))
    .limit(50);
}

/** Ends an attempt; false when its lease was lost. */
export async function endSend(
  tx: Tx,
  { id, leaseUntil, set }: { id: string; leaseUntil: number; set: Partial<NotificationSend> },
): Promise<boolean> {
  const { notificationSend } = tx.tables;
  const rows = await tx
    .update(notificationSend)
    .set({ leaseUntil: null, ...set })
    .where(
      and(
        eq(notificationSend.id, id),
        eq(notificationSend.state, 'sending'),
        eq(notificationSend.leaseUntil, leaseUntil),
      ),
    )
    .returning({ id: notificationSend.id });
  return rows.length > 0;
}

/** A send as it stands; null for an unknown one. */
export async function findSend(read: Read, id: string): Promise<NotificationSend | null> {
  const { notificationSend } = read.tables;
  const [row] = await read.select().from(notificationSend).where(eq(notificationSend.id, id));
  return row ?? null;
}

/** What a way says later: a state that only goes forward. */
export async function raiseSend(
  tx: Tx,
  { id, state, at }: { id: string; state: 'sent' | 'delivered'; at: number },
): Promise<boolean> {
  const { notificationSend } = tx.tables;
  const rows = await tx
    .update(notificationSend)
    .set({ state, ...(state === 'delivered' ? { deliveredAt: at } : { sentAt: at }) })
    .where(and(eq(notificationSend.id, id), inArray(notificationSend.state, [...before(state)])))
    .returning({ id: notificationSend.id });
  return rows.length > 0;
}

/** A send that did not arrive after all; false when it was opened meanwhile. */
export async function endTold(tx: Tx, { id, error }: { id: string; error: string }): Promise<boolean> {
  const { notificationSend } = tx.tables;
  const rows = await tx
    .update(notificationSend)
    .set({ state: 'failed', error })
    .where(and(eq(notificationSend.id, id), inArray(notificationSend.state, ['sent', 'unknown'])))
    .returning({ id: notificationSend.id });
  return rows.length > 0;
}

/** Everything told as one message. */
export async function ofMessage(read: Read, message: string): Promise<Notification[]> {
  const { notification } = read.tables;
  return read.select().from(notification).where(eq(notification.message, message)).orderBy(asc(notification.createdAt));
}
