import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';

export type Rumour = Tables['rumour']['$inferSelect'];
export type RumourStep = Tables['rumourStep']['$inferSelect'];

export const VERDICTS = ['false', 'misleading', 'true', 'unclear'] as const;
export type RumourVerdict = (typeof VERDICTS)[number];

/** The same in the languages in which it was written; empty where it was not. */
export interface Texts {
  readonly hi: string;
  readonly en: string;
  readonly mr: string;
}

export interface Evidence {
  readonly text: string;
  /** Shown as plain text, never followed by us. */
  readonly link: string;
}

export interface RumourDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly tree: UnitTree;
}
