import type { Blobs } from '../../platform/blobs/port.ts';
import type { RemovedFiles } from '../../platform/blobs/removed-files.ts';
import type { Tables } from '../../schema.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';

export type Custodian = Tables['mediaCustodian']['$inferSelect'];
export type Quarantined = Tables['quarantine']['$inferSelect'];
export type LegalHold = Tables['legalHold']['$inferSelect'];
export type KeptPost = Tables['evidence']['$inferSelect'];
export type KeptMedium = Tables['evidenceMedia']['$inferSelect'];
export type Medium = Tables['media']['$inferSelect'];

/** What the verbs of this module stand on. */
export interface EvidenceDeps extends Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events' | 'blobs'> {
  /** Where quarantined files lie, apart from the others and from backups. */
  readonly quarantine: Blobs;
  /** What was removed for good, told to whoever restores an older backup. */
  readonly removed: RemovedFiles;
}

/** One file of one message of one ticket, as an address names it. */
export interface MediumAddress {
  /** The ticket. */
  readonly id: string;
  readonly message: string;
  readonly external: string;
}
