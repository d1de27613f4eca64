import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';

/** What was told of a ticket, on which way and when. */
export async function sendsOfTicket(read: Read, ticket: string) {
  const { notification, notificationSend } = read.tables;
  return read
    .select({ send: notificationSend, reason: notification.reason, openedAt: notification.openedAt })
    .from(notification)
    .innerJoin(notificationSend, eq(notificationSend.message, notification.message))
    .where(and(eq(notification.ticket, ticket), eq(notification.state, 'told')))
    .orderBy(asc(notificationSend.createdAt));
}

/** Whom somebody must telephone, of dockets that the viewer may see: danger to life first, then the oldest. */
export async function callsFor(read: Read, { viewer, now, limit }: { viewer: Viewer; now: number; limit: number }) {
  if (viewer.units.length === 0) return [];
  const { notification, notificationSend, ticket } = read.tables;
  const { id, docket, category, urgency, headline, aboutPolice } = ticket;
  return read
    .select({
      send: notificationSend,
      reason: notification.reason,
      ticket: { id, docket, category, urgency, headline, aboutPolice, isProtected: ticket.protected },
    })
    .from(notificationSend)
    .innerJoin(notification, eq(notification.id, notificationSend.message))
    .innerJoin(ticket, eq(ticket.id, notification.ticket))
    .where(
      and(
        eq(notificationSend.way, 'call'),
        sql`${notificationSend.state} = 'queued'`,
        sql`${notificationSend.notBefore} <= ${now}`,
        inArray(ticket.state, ['received', 'ask_back', 'open', 'in_process']),
        isSeenBy(read, ticket.num, viewer),
      ),
    )
    .orderBy(sql`${notificationSend.red} DESC`, asc(notificationSend.notBefore))
    .limit(limit);
}

/** A call that the viewer may note, with its ticket; null for one that he may not see, or that is done. */
export async function findCall(read: Read, { id, viewer }: { id: string; viewer: Viewer }) {
  if (viewer.units.length === 0) return null;
  const { notification, notificationSend, ticket } = read.tables;
  const [row] = await read
    .select({ send: notificationSend, ticket: ticket.id })
    .from(notificationSend)
    .innerJoin(notification, eq(notification.id, notificationSend.message))
    .innerJoin(ticket, eq(ticket.id, notification.ticket))
    .where(and(eq(notificationSend.id, id), eq(notificationSend.way, 'call'), isSeenBy(read, ticket.num, viewer)));
  return row ?? null;
}

/** Notes a call as it was read; false when somebody noted one meanwhile. */
export async function noteCalled(
  tx: Tx,
  { id, attempts, reached, at }: { id: string; attempts: number; reached: boolean; at: number },
): Promise<boolean> {
  const { notificationSend } = tx.tables;
  const set = reached ? { state: 'reached', deliveredAt: at } : {};
  const rows = await tx
    .update(notificationSend)
    .set({ ...set, attempts: attempts + 1, sentAt: at })
    .where(
      and(
        inArray(notificationSend.id, [id]),
        eq(notificationSend.attempts, attempts),
        eq(notificationSend.state, 'queued'),
      ),
    )
    .returning({ id: notificationSend.id });
  return rows.length > 0;
}
