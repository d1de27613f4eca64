import { and, eq, inArray, isNotNull, isNull, lt, not, notInArray, sql } from 'drizzle-orm';
import type { Tx } from '../../schema.ts';

/** Tickets whose danger is not over. */
function endangered(tx: Tx) {
  const { alarm } = tx.tables;
  return tx.select({ ticket: alarm.ticket }).from(alarm).where(isNull(alarm.endedAt));
}

/** What waited to be told before a moment is told nobody, but for dangers. */
export async function dropBefore(tx: Tx, since: number): Promise<void> {
  const { notification } = tx.tables;
  const isDanger = and(eq(notification.red, true), inArray(notification.ticket, endangered(tx)));
  await tx
    .update(notification)
    .set({ state: 'dropped' })
    .where(and(sql`${notification.state} = 'waiting'`, lt(notification.createdAt, since), not(sql`(${isDanger})`)));
}

/** What was on its way before a moment goes out no more, or may have gone out: but for dangers. */
export async function cancelBefore(tx: Tx, since: number): Promise<void> {
  const { notification, notificationSend } = tx.tables;
  const dangers = tx
    .select({ id: notification.id })
    .from(notification)
    .where(and(eq(notification.red, true), inArray(notification.ticket, endangered(tx))));
  const isOlder = and(lt(notificationSend.createdAt, since), notInArray(notificationSend.message, dangers));
  await tx
    .update(notificationSend)
    .set({ state: 'cancelled' })
    .where(and(sql`${notificationSend.state} = 'queued'`, isOlder));
  await tx
    .update(notificationSend)
    .set({ state: 'unknown', leaseUntil: null })
    .where(and(sql`${notificationSend.state} = 'sending'`, isOlder));
}

/** No other way is tried of what was told before a moment: it may have been opened since. */
export async function endLadders(tx: Tx, since: number): Promise<void> {
  const { notification } = tx.tables;
  await tx
    .update(notification)
    .set({ nextAt: null })
    .where(and(isNotNull(notification.nextAt), lt(notification.createdAt, since)));
}
