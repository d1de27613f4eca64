import type { Tables } from '../../schema.ts';
import type { InboundDeps } from '../inbound/inbound.types.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';

export const TICKET_CLASSES = ['not-for-us', 'ask-back', 'closed', 'protected'] as const;
export type TicketClass = (typeof TICKET_CLASSES)[number];

/** What is kept for a time of its own. Anonymous tips are not among them: their relay keeps nothing. */
export const CLASSES = [...TICKET_CLASSES, 'report-photos', 'envelopes', 'examples', 'reader-log'] as const;
export type RetentionClass = (typeof CLASSES)[number];

/** For how many days each class is kept; null: until an administrator says otherwise. */
export interface RetentionTerms {
  readonly days: Readonly<Record<RetentionClass, number | null>>;
  /** How long backups are kept: until then something that was erased may still lie in one. */
  readonly backupDays: number;
}

export type Erasure = Tables['erasure']['$inferSelect'];
export type ErasureOrder = Tables['erasureOrder']['$inferSelect'];
export type RuleRow = Tables['retentionRule']['$inferSelect'];

export type RetentionDeps = Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events' | 'search'> &
  Pick<InboundDeps, 'driver'>;

/** How much goes. */
export interface Amount {
  readonly tickets: number;
  readonly messages: number;
  readonly files: number;
  /** Contacts, envelopes, examples, lines of the reader log. */
  readonly others: number;
}
