import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock as ClockPort } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Search } from '../../platform/search/port.ts';
import type { Db, Tables } from '../../schema.ts';
import type { PhotoLook } from '../pictures/pictures.types.ts';
import type { ChannelDescriptor } from '../channels/driver.types.ts';

export type Ticket = Tables['ticket']['$inferSelect'];
export type NewTicket = Tables['ticket']['$inferInsert'];
export type ActionReport = Tables['actionReport']['$inferSelect'];
export type Attachment = Tables['attachment']['$inferSelect'];
export type Clock = Tables['clock']['$inferSelect'];

export const TICKET_STATES = [
  'received',
  'ask_back',
  'not_for_us',
  'open',
  'in_process',
  'closed',
  'verified',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** State of a matter whose splitting off was taken back: no list, count or search holds it, and its number is burnt. */
export const WITHDRAWN = 'withdrawn';

export const TICKET_ACTIONS = [
  'open',
  'ask-back',
  'not-for-us',
  'correct',
  'transfer',
  'take-up',
  'close',
  'verify',
  'reopen',
  'reply',
  'note',
  'describe',
  'join',
  'apart',
  'leave-incident',
  'pluck',
  'split',
  'pause',
  'resume',
  'bounce',
  'accept-offer',
  'return-offer',
  'withdraw-offer',
  'approve',
  'return-report',
  'called',
  'safe-contact',
  'code',
  'propose',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

export interface UnitName {
  readonly en: string;
  readonly hi: string;
  readonly mr: string | null;
}

/** What tickets need to know of the organisation; the unit directory answers it from memory. */
export interface UnitTree {
  byId(id: string):
    | {
        readonly id: string;
        readonly type: string;
        readonly parent: string | null;
        readonly code: string | null;
        readonly names: UnitName;
      }
    | undefined;
  /** The unit itself, then its parents up to the root. */
  pathToRoot(id: string): readonly string[];
  /** True for the unit itself and everything below it. */
  isUnder(id: string, ancestor: string): boolean;
}

/** What the ticket use cases need of the outside. */
export interface TicketDeps {
  readonly db: Db;
  readonly clock: ClockPort;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly search: Search;
  readonly blobs: Blobs;
  readonly lookAtPhoto: PhotoLook;
  readonly tree: UnitTree;
  /** What a channel can do; undefined for one that only takes in. */
  readonly channel: (kind: string) => ChannelDescriptor | undefined;
}
