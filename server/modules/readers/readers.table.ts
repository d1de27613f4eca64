import type { Kit } from '../../platform/db/kit.ts';

/** Who read what of a ticket. Kept for a year: the DPDP Rules of 2025 ask for it. */
export const defineReaderTables = (k: Kit) => ({
  /** One row an officer, ticket, way of reading and quarter of an hour. */
  ticketRead: k.table(
    'ticket_read',
    {
      ticket: k.text('ticket').notNull(),
      /** Start of the quarter of an hour. */
      slot: k.moment('slot').notNull(),
      /** An officer, an API key, or `link:` and the position whose one-time link it was. */
      officer: k.text('officer').notNull(),
      /** page | file | brief | evidence | link | approval | look | audit */
      kind: k.text('kind').notNull(),
      position: k.text('position'),
      /** The first reading in it. */
      at: k.moment('at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.ticket, t.slot, t.officer, t.kind] }),
      k.index('ticket_read_officer').on(t.officer, t.at),
      k.index('ticket_read_at').on(t.at),
    ],
  ),
});
