import { sql } from 'drizzle-orm';
import type { Kit } from './db/kit.ts';

/** Tables of the technology: events, seals, jobs, schedules, leases, idempotency, blobs, settings. */
export const definePlatformTables = (k: Kit) => ({
  events: k.table(
    'events',
    {
      stream: k.text('stream').notNull(),
      seq: k.int('seq').notNull(),
      /** Order of commit over all streams; given by the relay on PostgreSQL, in the transaction on SQLite. */
      position: k.count('position'),
      at: k.moment('at').notNull(),
      type: k.text('type').notNull(),
      actor: k.text('actor').notNull(),
      /** Canonical JSON: ids, codes, numbers and salted hashes, never content. */
      data: k.text('data').notNull(),
      prev: k.text('prev').notNull(),
      hash: k.text('hash').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.stream, t.seq] }), k.uniqueIndex('events_position').on(t.position)],
  ),
  /** Signs everything numbered since the seal before; the same line stands in a file outside the database. */
  seal: k.table('seal', {
    number: k.int('number').primaryKey(),
    fromPosition: k.count('from_position').notNull(),
    toPosition: k.count('to_position').notNull(),
    count: k.int('count').notNull(),
    digest: k.text('digest').notNull(),
    prev: k.text('prev').notNull(),
    signature: k.text('signature').notNull(),
    at: k.moment('at').notNull(),
  }),
  job: k.table(
    'job',
    {
      id: k.text('id').primaryKey(),
      queue: k.text('queue').notNull(),
      data: k.json<unknown>('data').notNull(),
      /** Holds while the job is alive: unique among waiting and running ones. */
      dedupeKey: k.text('dedupe_key'),
      /** Jobs of one key run one after the other. */
      orderKey: k.text('order_key'),
      priority: k.int('priority').notNull(),
      runAt: k.moment('run_at').notNull(),
      /** waiting | running | dead */
      state: k.text('state').notNull(),
      attempts: k.int('attempts').notNull(),
      maxAttempts: k.int('max_attempts').notNull(),
      stalls: k.int('stalls').notNull(),
      lease: k.text('lease'),
      leaseUntil: k.moment('lease_until'),
      lastError: k.text('last_error'),
      createdAt: k.moment('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('job_dedupe').on(t.queue, t.dedupeKey),
      k.index('job_due').on(t.queue, t.state, t.priority, t.runAt),
      k.index('job_lease').on(t.state, t.leaseUntil),
      k.index('job_order').on(t.queue, t.orderKey),
    ],
  ),
  schedule: k.table('schedule', {
    name: k.text('name').primaryKey(),
    everyMs: k.count('every_ms').notNull(),
    nextAt: k.moment('next_at').notNull(),
    lastAt: k.moment('last_at'),
  }),
  /** One holder at a time; every hand-over raises the fence. */
  lease: k.table('lease', {
    name: k.text('name').primaryKey(),
    holder: k.text('holder').notNull(),
    fence: k.count('fence').notNull(),
    until: k.moment('until').notNull(),
  }),
  idempotency: k.table(
    'idempotency',
    {
      actor: k.text('actor').notNull(),
      key: k.text('key').notNull(),
      /** Hash of method, path and body. */
      request: k.text('request').notNull(),
      status: k.int('status'),
      answer: k.text('answer'),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.actor, t.key] }), k.index('idempotency_at').on(t.at)],
  ),
  blob: k.table(
    'blob',
    {
      hash: k.text('hash').primaryKey(),
      size: k.int('size').notNull(),
      mime: k.text('mime').notNull(),
      createdAt: k.moment('created_at').notNull(),
      /** Since when it may be that nothing refers to it: looked at an hour later, and dropped if it is so. */
      unusedAt: k.moment('unused_at'),
    },
    (t) => [
      k
        .index('blob_unused')
        .on(t.unusedAt)
        .where(sql`unused_at IS NOT NULL`),
    ],
  ),
  setting: k.table('setting', {
    name: k.text('name').primaryKey(),
    value: k.json<unknown>('value').notNull(),
  }),
});
