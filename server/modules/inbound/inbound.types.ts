import type { Blobs } from '../../platform/blobs/port.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Search } from '../../platform/search/port.ts';
import type { Db, Tables } from '../../schema.ts';
import type { ChannelDescriptor, ChannelDriver } from '../channels/driver.types.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import type { StageRunner } from './stages.types.ts';

export type Message = Tables['message']['$inferSelect'];
export type NewMessage = Tables['message']['$inferInsert'];
export type Envelope = Tables['envelope']['$inferSelect'];
export type Prediction = Tables['prediction']['$inferInsert'];

/** An account of the force as intake needs it. */
export interface IntakeAccount {
  readonly id: string;
  readonly kind: string;
  readonly handle: string;
  readonly externalId: string | null;
  readonly unit: string;
  readonly openingPolicy: string;
}

export interface InboundDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly events: EventLog;
  readonly search: Search;
  readonly blobs: Blobs;
  readonly tree: UnitTree;
  readonly stages: StageRunner;
  readonly channel: (kind: string) => ChannelDescriptor | undefined;
  /** The reader of an envelope. */
  readonly driver: (name: string) => ChannelDriver | undefined;
}

/** How one message was dealt with: what `replay` counts. */
export type Fate = 'opened' | 'received' | 'ask-back' | 'not-for-us' | 'supporter' | 'attached';
