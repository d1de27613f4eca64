import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';
import type { SpreadRule } from './velocity.rules.ts';

/** What goes viral: how fast, who alone answers it in public meanwhile, and what is said first. */
export const defineSpreadTables = (k: Kit) => ({
  /** From when on something spreads fast: what administrators have set, the last of them holds. */
  spreadRule: k.table('spread_rule', {
    version: k.int('version').primaryKey(),
    rule: k.json<SpreadRule>('rule').notNull(),
    officer: k.text('officer').notNull(),
    at: k.moment('at').notNull(),
  }),
  /** How much a ticket's reach grew in five minutes; kept for two weeks. */
  reachBucket: k.table(
    'reach_bucket',
    {
      ticket: k.text('ticket').notNull(),
      /** Start of the five minutes. */
      bucket: k.moment('bucket').notNull(),
      reach: k.int('reach').notNull(),
      voices: k.int('voices').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.ticket, t.bucket] }), k.index('reach_bucket_at').on(t.bucket)],
  ),
  /** One climb of an incident: one open at a time, from the moment it spreads fast until it has been calm for an hour. */
  spread: k.table(
    'spread',
    {
      id: k.text('id').primaryKey(),
      incident: k.text('incident').notNull(),
      /** The ticket of the incident that grew most. */
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      startedAt: k.moment('started_at').notNull(),
      /** The most that it grew in a quarter of an hour. */
      peak: k.int('peak').notNull(),
      /** Since when it has hardly grown. */
      calmSince: k.moment('calm_since'),
      /** Who at the desk has seen it. */
      acknowledgedBy: k.text('acknowledged_by'),
      acknowledgedAt: k.moment('acknowledged_at'),
      /** Which chief has seen it. */
      chiefBy: k.text('chief_by'),
      chiefAt: k.moment('chief_at'),
      endedAt: k.moment('ended_at'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('spread_open')
        .on(t.incident)
        .where(sql`ended_at IS NULL`),
      k.index('spread_ticket').on(t.ticket, t.startedAt),
    ],
  ),
  /** One position alone speaks in public of an incident: one open lock an incident. */
  voiceLock: k.table(
    'voice_lock',
    {
      id: k.text('id').primaryKey(),
      incident: k.text('incident').notNull(),
      /** Where it was set: the lock goes with this ticket into another incident. */
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      unit: k.text('unit').notNull(),
      position: k.text('position').notNull(),
      reason: k.text('reason').notNull(),
      setBy: k.text('set_by').notNull(),
      setAt: k.moment('set_at').notNull(),
      until: k.moment('until').notNull(),
      endedAt: k.moment('ended_at'),
      /** An officer's id; null when its time ran out. */
      endedBy: k.text('ended_by'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('voice_lock_open')
        .on(t.incident)
        .where(sql`ended_at IS NULL`),
      k
        .index('voice_lock_until')
        .on(t.until)
        .where(sql`ended_at IS NULL`),
      k.index('voice_lock_ticket').on(t.ticket, t.setAt),
    ],
  ),
  /** What is said first of an incident: written by one, approved by another, sent once. */
  statement: k.table(
    'statement',
    {
      id: k.text('id').primaryKey(),
      incident: k.text('incident').notNull(),
      ticket: k.text('ticket').notNull(),
      num: k.count('num').notNull(),
      /** By language: hi, en, mr, hinglish. */
      texts: k.json<Readonly<Record<string, string>>>('texts').notNull(),
      /** In whose threads it is said. */
      tickets: k.json<readonly string[]>('tickets').notNull(),
      writer: k.text('writer').notNull(),
      writerPosition: k.text('writer_position').notNull(),
      /** Position that is asked to approve it. */
      approver: k.text('approver').notNull(),
      /** draft | asked | approved | returned | sent | withdrawn */
      state: k.text('state').notNull(),
      /** Why it was returned. */
      reason: k.text('reason'),
      decidedBy: k.text('decided_by'),
      decidedAt: k.moment('decided_at'),
      /** When the public was promised to hear more. */
      nextWordAt: k.moment('next_word_at').notNull(),
      sentBy: k.text('sent_by'),
      sentAt: k.moment('sent_at'),
      /** Its messages in the outbox. */
      sends: k.json<readonly string[]>('sends').notNull(),
      createdAt: k.moment('created_at').notNull(),
      /** Sent or withdrawn: another one may be written. */
      closedAt: k.moment('closed_at'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k
        .uniqueIndex('statement_open')
        .on(t.incident)
        .where(sql`closed_at IS NULL`),
      k.index('statement_approver').on(t.approver, t.state),
      k.index('statement_ticket').on(t.ticket, t.createdAt),
      k.index('statement_incident').on(t.incident, t.createdAt),
    ],
  ),
});
