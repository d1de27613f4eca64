import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** Files that few may see, and what is kept of posts by order of an authority. */
export const defineEvidenceTables = (k: Kit) => ({
  /** Officers who alone may open quarantined files, each for dockets at or under a unit. */
  mediaCustodian: k.table(
    'media_custodian',
    {
      id: k.text('id').primaryKey(),
      officer: k.text('officer').notNull(),
      unit: k.text('unit').notNull(),
      since: k.moment('since').notNull(),
      until: k.moment('until'),
      namedBy: k.text('named_by').notNull(),
      endedBy: k.text('ended_by'),
    },
    (t) => [
      k
        .uniqueIndex('media_custodian_named')
        .on(t.officer, t.unit)
        .where(sql`until IS NULL`),
    ],
  ),
  /** Files that show the abuse of a child, one row for each content: the hash stays, so that the same file is known again. */
  quarantine: k.table(
    'quarantine',
    {
      sha256: k.text('sha256').primaryKey(),
      /** held | returned | removed */
      state: k.text('state').notNull(),
      mime: k.text('mime').notNull(),
      size: k.int('size').notNull(),
      /** Who said so last; null: known again by its hash. */
      officer: k.text('officer'),
      at: k.moment('at').notNull(),
      /** When the bytes must be brought to where the state wants them; null once they are there. */
      dueAt: k.moment('due_at'),
      removedBy: k.text('removed_by'),
      removedAt: k.moment('removed_at'),
      /** Number under which the file was handed over, as the custodian wrote it. */
      reference: k.text('reference'),
      version: k.int('version').notNull(),
    },
    (t) => [
      k
        .index('quarantine_due')
        .on(t.dueAt)
        .where(sql`due_at IS NOT NULL`),
    ],
  ),
  /** An authority's order to keep what is said on a ticket. */
  legalHold: k.table(
    'legal_hold',
    {
      id: k.text('id').primaryKey(),
      ticket: k.text('ticket').notNull(),
      authority: k.text('authority').notNull(),
      number: k.text('number').notNull(),
      note: k.text('note').notNull(),
      officer: k.text('officer').notNull(),
      position: k.text('position').notNull(),
      at: k.moment('at').notNull(),
      liftedAt: k.moment('lifted_at'),
      liftedBy: k.text('lifted_by'),
      liftReason: k.text('lift_reason'),
    },
    (t) => [
      k.index('legal_hold_ticket').on(t.ticket, t.at),
      k
        .uniqueIndex('legal_hold_open')
        .on(t.ticket, t.authority, t.number)
        .where(sql`lifted_at IS NULL`),
    ],
  ),
  /** A post that its author deleted while its ticket was held. Apart from messages, so that no ordinary query finds it. */
  evidence: k.table(
    'evidence',
    {
      message: k.text('message').primaryKey(),
      ticket: k.text('ticket').notNull(),
      externalId: k.text('external_id').notNull(),
      versionId: k.text('version_id').notNull(),
      direction: k.text('direction').notNull(),
      kind: k.text('kind').notNull(),
      handle: k.text('handle'),
      name: k.text('name'),
      text: k.text('text').notNull(),
      salt: k.text('salt').notNull(),
      at: k.moment('at').notNull(),
      receivedAt: k.moment('received_at').notNull(),
      deletedAt: k.moment('deleted_at').notNull(),
      versions: k.json<readonly { versionId: string; text: string; at: number }[]>('versions').notNull(),
    },
    (t) => [k.index('evidence_ticket').on(t.ticket, t.at)],
  ),
  /** Files of such a post. */
  evidenceMedia: k.table(
    'evidence_media',
    {
      message: k.text('message').notNull(),
      externalId: k.text('external_id').notNull(),
      ticket: k.text('ticket').notNull(),
      kind: k.text('kind').notNull(),
      mime: k.text('mime'),
      size: k.int('size'),
      sha256: k.text('sha256'),
      alt: k.text('alt'),
      sensitivity: k.text('sensitivity'),
    },
    (t) => [
      k.primaryKey({ columns: [t.message, t.externalId] }),
      k.index('evidence_media_ticket').on(t.ticket),
      k.index('evidence_media_file').on(t.sha256),
    ],
  ),
});
