import { sql } from 'drizzle-orm';
import type { Kit } from '../../platform/db/kit.ts';

/** What came in: envelopes as delivered, then messages, contacts, conversations and media. */
export const defineInboundTables = (k: Kit) => ({
  envelope: k.table(
    'envelope',
    {
      id: k.text('id').primaryKey(),
      account: k.text('account').notNull(),
      stream: k.text('stream').notNull(),
      /** Driver that reads it: x | jsonl | csv | paste. */
      driver: k.text('driver').notNull(),
      receivedAt: k.moment('received_at').notNull(),
      body: k.text('body').notNull(),
      /** stored | parsed | refused | erased: emptied when it was kept long enough */
      state: k.text('state').notNull(),
      messages: k.int('messages').notNull(),
      duplicates: k.int('duplicates').notNull(),
      rejections: k.json<readonly { where: string; what: string }[]>('rejections'),
    },
    (t) => [k.index('envelope_state').on(t.state, t.receivedAt)],
  ),
  contact: k.table(
    'contact',
    {
      id: k.text('id').primaryKey(),
      /** Where external ids are unique: `x`, or the id of a replay account. */
      realm: k.text('realm').notNull(),
      externalId: k.text('external_id').notNull(),
      handle: k.text('handle'),
      name: k.text('name'),
      createdAt: k.moment('created_at').notNull(),
    },
    (t) => [k.uniqueIndex('contact_external').on(t.realm, t.externalId)],
  ),
  conversation: k.table(
    'conversation',
    {
      id: k.text('id').primaryKey(),
      realm: k.text('realm').notNull(),
      externalId: k.text('external_id').notNull(),
      createdAt: k.moment('created_at').notNull(),
    },
    (t) => [k.uniqueIndex('conversation_external').on(t.realm, t.externalId)],
  ),
  message: k.table(
    'message',
    {
      id: k.text('id').primaryKey(),
      realm: k.text('realm').notNull(),
      externalId: k.text('external_id').notNull(),
      versionId: k.text('version_id').notNull(),
      account: k.text('account').notNull(),
      envelope: k.text('envelope'),
      /** in | out */
      direction: k.text('direction').notNull(),
      kind: k.text('kind').notNull(),
      /** reporter | voice | own | officer */
      voice: k.text('voice').notNull(),
      contact: k.text('contact'),
      conversation: k.text('conversation'),
      ticket: k.text('ticket'),
      text: k.text('text').notNull(),
      /** Salt of the hash of the content that events carry; gone with the text. */
      salt: k.text('salt').notNull(),
      language: k.text('language'),
      /** The citizen's own time. */
      at: k.moment('at').notNull(),
      receivedAt: k.moment('received_at').notNull(),
      inReplyTo: k.text('in_reply_to'),
      quotes: k.text('quotes'),
      retweetOf: k.text('retweet_of'),
      tagged: k.json<readonly string[]>('tagged').notNull(),
      media: k
        .json<readonly { externalId: string; kind: string; url: string | null; alt: string | null }[]>('media')
        .notNull(),
      lat: k.real('lat'),
      lon: k.real('lon'),
      copyKey: k.text('copy_key'),
      reach: k.int('reach').notNull(),
      /** new → done, or failed when it could not be dealt with. */
      state: k.text('state').notNull(),
      deletedAt: k.moment('deleted_at'),
    },
    (t) => [
      k.uniqueIndex('message_external').on(t.realm, t.externalId),
      k.index('message_state').on(t.state, t.receivedAt, t.id),
      k.index('message_ticket').on(t.ticket, t.at),
      k.index('message_conversation').on(t.conversation),
      /** Everything of one citizen, when it must go. */
      k.index('message_contact').on(t.contact),
      k.index('message_copy').on(t.copyKey),
      k.index('message_retweet').on(t.retweetOf),
      k.index('message_account').on(t.account, t.receivedAt, t.id),
      k.index('message_envelope').on(t.envelope),
    ],
  ),
  /** Earlier texts of an edited post. */
  messageVersion: k.table(
    'message_version',
    {
      message: k.text('message').notNull(),
      versionId: k.text('version_id').notNull(),
      text: k.text('text').notNull(),
      at: k.moment('at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.message, t.versionId] })],
  ),
  /** Pictures and clips that were fetched; the bytes are a blob. */
  media: k.table(
    'media',
    {
      message: k.text('message').notNull(),
      externalId: k.text('external_id').notNull(),
      kind: k.text('kind').notNull(),
      /** waiting | stored | failed | gone | quarantined */
      state: k.text('state').notNull(),
      url: k.text('url'),
      blob: k.text('blob'),
      mime: k.text('mime'),
      size: k.int('size'),
      alt: k.text('alt'),
      attempts: k.int('attempts').notNull(),
      /** When the machine looked at it: read what stands on it and told its prints. */
      lookedAt: k.moment('looked_at'),
      /** Perceptual hashes, 8 bytes each: of the whole, then of parts. */
      prints: k.bytes('prints'),
      /** SHA-256 of the bytes, as they were fetched. */
      sha256: k.text('sha256'),
      /** What it shows, as an officer said: violent | sexual | child-abuse | harmless; null: not said. */
      sensitivity: k.text('sensitivity'),
      /** Null with a class: known again by its hash. */
      classedBy: k.text('classed_by'),
      classedAt: k.moment('classed_at'),
      classVersion: k.int('class_version'),
    },
    (t) => [
      k.primaryKey({ columns: [t.message, t.externalId] }),
      k.index('media_state').on(t.state),
      k.index('media_looked').on(t.lookedAt, t.state),
      k
        .index('media_blob')
        .on(t.blob)
        .where(sql`blob IS NOT NULL`),
    ],
  ),
  /** What the stages said of a message. */
  prediction: k.table('prediction', {
    message: k.text('message').primaryKey(),
    answer: k.text('answer').notNull(),
    reason: k.text('reason'),
    score: k.real('score').notNull(),
    category: k.text('category'),
    categoryScore: k.real('category_score').notNull(),
    urgency: k.text('urgency').notNull(),
    district: k.text('district'),
    station: k.text('station'),
    placeScore: k.real('place_score').notNull(),
    unit: k.text('unit'),
    routeWhy: k.text('route_why').notNull(),
    /** Words that decided, alternatives, spans: shown on the ticket. */
    detail: k.json<Record<string, unknown>>('detail').notNull(),
    modelVersion: k.text('model_version').notNull(),
    at: k.moment('at').notNull(),
  }),
});
