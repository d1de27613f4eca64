import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';
import type { RetentionTerms } from './retention.types.ts';

/** How long what was said is kept, and the proof of what was removed. Neither holds anything of a citizen. */
export const defineRetentionTables = (k: Kit) => ({
  /** What administrators have set, the last of them holds. */
  retentionRule: k.table('retention_rule', {
    version: k.int('version').primaryKey(),
    terms: k.json<RetentionTerms>('terms').notNull(),
    officer: k.text('officer').notNull(),
    at: k.moment('at').notNull(),
  }),
  /** One row for each removal: how much, by which setting or whose order, and a hash over what was removed. */
  erasure: k.table(
    'erasure',
    {
      id: k.text('id').primaryKey(),
      /** A class of the setting; ticket | citizen: on request. */
      class: k.text('class').notNull(),
      /** Of the setting; null on request. */
      version: k.int('version'),
      at: k.moment('at').notNull(),
      /** When its day in Kolkata began. */
      day: k.moment('day').notNull(),
      tickets: k.int('tickets').notNull(),
      messages: k.int('messages').notNull(),
      files: k.int('files').notNull(),
      /** Contacts, envelopes, lines of the reader log, examples. */
      others: k.int('others').notNull(),
      /** SHA-256 over the ids, sorted, one a line. */
      digest: k.text('digest').notNull(),
      officer: k.text('officer'),
      reason: k.text('reason'),
      /** Of a request that is carried out in parts: that one. */
      order: k.text('erasure_order'),
      /** When the last backup that may still hold it has gone. */
      backupsUntil: k.moment('backups_until').notNull(),
    },
    (t) => [
      k.index('erasure_day').on(t.day, t.class),
      k
        .index('erasure_of_order')
        .on(t.order)
        .where(sql`erasure_order IS NOT NULL`),
    ],
  ),
  /** A request to erase a citizen, who may have written tens of thousands of posts: carried out in parts. */
  erasureOrder: k.table(
    'erasure_order',
    {
      id: k.text('id').primaryKey(),
      contact: k.text('contact').notNull(),
      officer: k.text('officer').notNull(),
      /** As events name who asked for it. */
      by: k.text('by_actor').notNull(),
      reason: k.text('reason').notNull(),
      at: k.moment('at').notNull(),
      /** Parts that are done: who does the next one names it. */
      step: k.int('step').notNull(),
      backupsUntil: k.moment('backups_until').notNull(),
      doneAt: k.moment('done_at'),
      /** Tickets that a legal hold kept from it. */
      kept: k.int('kept').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('erasure_order_open')
        .on(t.contact)
        .where(sql`done_at IS NULL`),
      k.index('erasure_order_at').on(t.at),
    ],
  ),
});
