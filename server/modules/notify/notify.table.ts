import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** How a position is told of a docket. No row holds a citizen's words or a private person's number. */
export const defineNotifyTables = (k: Kit) => ({
  /** What a position must know, written with the event that it follows from. Several may be told as one. */
  notification: k.table(
    'notification',
    {
      id: k.text('id').primaryKey(),
      /** One for each cause: a second row with the same key is left out. */
      dedupeKey: k.text('dedupe_key').notNull(),
      ticket: k.text('ticket').notNull(),
      reason: k.text('reason').notNull(),
      /** How far an alarm has climbed. */
      level: k.int('level').notNull(),
      red: k.bool('red').notNull(),
      /** Version of the ticket after the act that it follows from, by which an undo finds it. */
      version: k.int('version'),
      /** waiting | told | cancelled | dropped */
      state: k.text('state').notNull(),
      notBefore: k.moment('not_before').notNull(),
      createdAt: k.moment('created_at').notNull(),
      position: k.text('position'),
      /** The first of those that are told as one. */
      message: k.text('message'),
      toldAt: k.moment('told_at'),
      openedAt: k.moment('opened_at'),
      /** On the first of a message: when the next way is tried if nobody has opened it. */
      nextAt: k.moment('next_at'),
    },
    (t) => [
      k.uniqueIndex('notification_dedupe').on(t.dedupeKey),
      k
        .index('notification_waiting')
        .on(t.red, t.notBefore)
        .where(sql`state = 'waiting'`),
      k
        .index('notification_next')
        .on(t.nextAt)
        .where(sql`next_at IS NOT NULL`),
      k.index('notification_ticket').on(t.ticket, t.createdAt),
      k.index('notification_message').on(t.message),
      k.index('notification_position').on(t.position, t.toldAt),
    ],
  ),
  /** A message on one way. Each way once. */
  notificationSend: k.table(
    'notification_send',
    {
      id: k.text('id').primaryKey(),
      message: k.text('message').notNull(),
      position: k.text('position').notNull(),
      /** push | mail | whatsapp | sms | call */
      way: k.text('way').notNull(),
      red: k.bool('red').notNull(),
      /** queued | sending | sent | delivered | opened | reached | failed | unknown | cancelled */
      state: k.text('state').notNull(),
      notBefore: k.moment('not_before').notNull(),
      attempts: k.int('attempts').notNull(),
      leaseUntil: k.moment('lease_until'),
      externalId: k.text('external_id'),
      error: k.text('error'),
      createdAt: k.moment('created_at').notNull(),
      sentAt: k.moment('sent_at'),
      deliveredAt: k.moment('delivered_at'),
      openedAt: k.moment('opened_at'),
    },
    (t) => [
      k.uniqueIndex('notification_send_way').on(t.message, t.way),
      k
        .index('notification_send_due')
        .on(t.way, t.red, t.notBefore)
        .where(sql`state = 'queued'`),
      k
        .index('notification_send_lapsed')
        .on(t.leaseUntil)
        .where(sql`state = 'sending'`),
    ],
  ),
  /** Where a position is reached, whoever holds it. */
  positionContact: k.table('position_contact', {
    position: k.text('position').primaryKey(),
    phone: k.text('phone'),
    mail: k.text('mail'),
    locale: k.text('locale').notNull(),
    /** In the order in which they are tried. */
    ways: k.json<readonly string[]>('ways').notNull(),
    /** Minutes of the day in Kolkata; both the same: never quiet. */
    quietFrom: k.int('quiet_from').notNull(),
    quietUntil: k.int('quiet_until').notNull(),
    version: k.int('version').notNull(),
    updatedAt: k.moment('updated_at').notNull(),
  }),
  /** A device on which an officer is signed in. It counts while the session lasts and he holds a position. */
  pushSubscription: k.table(
    'push_subscription',
    {
      id: k.text('id').primaryKey(),
      endpoint: k.text('endpoint').notNull(),
      p256dh: k.text('p256dh').notNull(),
      auth: k.text('auth').notNull(),
      officer: k.text('officer').notNull(),
      session: k.text('session').notNull(),
      createdAt: k.moment('created_at').notNull(),
    },
    (t) => [k.index('push_subscription_officer').on(t.officer)],
  ),
  /** A one-time link for the position, without an account: only a hash of it is kept. */
  positionLink: k.table(
    'position_link',
    {
      id: k.text('id').primaryKey(),
      tokenHash: k.text('token_hash').notNull(),
      ticket: k.text('ticket').notNull(),
      position: k.text('position').notNull(),
      /** The send that carried it. */
      send: k.text('send').notNull(),
      createdAt: k.moment('created_at').notNull(),
      expiresAt: k.moment('expires_at').notNull(),
      usedAt: k.moment('used_at'),
      /** What it was used for. */
      act: k.text('act'),
    },
    (t) => [k.uniqueIndex('position_link_token').on(t.tokenHash), k.index('position_link_ticket').on(t.ticket)],
  ),
  /** What came in by a link: an officer with an account takes it into a report, or sets it aside. */
  proposedReport: k.table(
    'proposed_report',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      position: k.text('position').notNull(),
      outcome: k.text('outcome').notNull(),
      /** One line of the officer who was there. */
      line: k.text('line').notNull(),
      /** The photograph, among the ticket's files. */
      attachment: k.text('attachment'),
      at: k.moment('at').notNull(),
      settledAt: k.moment('settled_at'),
      settledBy: k.text('settled_by'),
    },
    (t) => [k.index('proposed_report_ticket').on(t.ticket, t.at)],
  ),
});
