import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
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

/** What of the queued calls a viewer may see, and of it what the position that is called may still know. */
function isToCall(read: Read, viewer: Viewer) {
  const { alarm, notificationSend, position, ticket, ticketAccess } = read.tables;
  const isDanger = sql`EXISTS (SELECT 1 FROM ${alarm} WHERE ${alarm.ticket} = ${ticket.id} AND ${alarm.endedAt} IS NULL)`;
  return and(
    eq(notificationSend.way, 'call'),
    sql`${notificationSend.state} = 'queued'`,
    inArray(ticket.state, ['received', 'ask_back', 'open', 'in_process']),
    or(eq(notificationSend.red, false), isDanger),
    sql`EXISTS (SELECT 1 FROM ${ticketAccess} WHERE ${ticketAccess.num} = ${ticket.num} AND ${ticketAccess.unit} = ${position.unit})`,
    isSeenBy(read, ticket.num, viewer),
  );
}

/** Queued calls with each docket that they tell of. */
function calls(read: Read) {
  const { notification, notificationSend, position, ticket } = read.tables;
  return read
    .select({ send: notificationSend, row: notification, ticket })
    .from(notificationSend)
    .innerJoin(notification, eq(notification.message, notificationSend.message))
    .innerJoin(ticket, eq(ticket.id, notification.ticket))
    .innerJoin(position, eq(position.id, notificationSend.position));
}

/** What somebody must telephone of, of dockets that the viewer may see: danger to life first, then the oldest. */
export async function callsFor(read: Read, { viewer, now, limit }: { viewer: Viewer; now: number; limit: number }) {
  if (viewer.units.length === 0) return [];
  const { notificationSend } = read.tables;
  return calls(read)
    .where(and(isToCall(read, viewer), sql`${notificationSend.notBefore} <= ${now}`))
    .orderBy(sql`${notificationSend.red} DESC`, asc(notificationSend.notBefore))
    .limit(limit);
}

/** Of these calls those to one position that the viewer may note, with their dockets: not those that are done. */
export async function findCalls(
  read: Read,
  { ids, position, viewer }: { ids: readonly string[]; position: string; viewer: Viewer },
) {
  if (viewer.units.length === 0 || ids.length === 0) return [];
  const { notificationSend } = read.tables;
  const isNamed = and(inArray(notificationSend.id, [...ids]), eq(notificationSend.position, position));
  return calls(read).where(and(isToCall(read, viewer), isNamed));
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
