import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** What must be sent to citizens: written in the transaction that decided it, sent by the relay, at most once. */
export const defineReplyTables = (k: Kit) => ({
  outbox: k.table(
    'outbox',
    {
      id: k.text('id').primaryKey(),
      /** One send per deciding act: the second insert with the same key is refused. */
      dedupeKey: k.text('dedupe_key').notNull(),
      account: k.text('account').notNull(),
      ticket: k.text('ticket').notNull(),
      /** acknowledgement | answer | ask_back | reply */
      purpose: k.text('purpose').notNull(),
      /** reply | dm */
      kind: k.text('kind').notNull(),
      inReplyTo: k.text('in_reply_to'),
      toContact: k.text('to_contact'),
      text: k.text('text').notNull(),
      /** waiting | sending | settling | sent | failed | unknown | cancelled | held */
      state: k.text('state').notNull(),
      notBefore: k.moment('not_before').notNull(),
      attempts: k.int('attempts').notNull(),
      leaseUntil: k.moment('lease_until'),
      firstTriedAt: k.moment('first_tried_at'),
      sentAt: k.moment('sent_at'),
      externalId: k.text('external_id'),
      /** Of the public words once they were sent, so that a copy of them can be checked. */
      textHash: k.text('text_hash'),
      error: k.text('error'),
      officer: k.text('officer'),
      createdAt: k.moment('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('outbox_dedupe').on(t.dedupeKey),
      k.index('outbox_state').on(t.state, t.notBefore),
      k.index('outbox_ticket').on(t.ticket, t.createdAt),
      k.index('outbox_text_hash').on(t.textHash),
      k.index('outbox_external').on(t.externalId),
      k
        .index('outbox_unhashed')
        .on(t.id)
        .where(sql`text_hash IS NULL AND state = 'sent' AND kind = 'reply'`),
    ],
  ),
});
