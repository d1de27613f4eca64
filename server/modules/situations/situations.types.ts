import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitDirectory } from '../units/units.types.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';

export type Situation = Tables['situation']['$inferSelect'];
export type Silence = Tables['situationSilence']['$inferSelect'];

/** A line of the answer bank that holds for a while. */
export interface TemporaryAnswer {
  readonly id: string;
  readonly name: string;
  readonly texts: { readonly hi: string; readonly en: string; readonly mr: string };
  /** Words of a plea to which it is offered. */
  readonly words: readonly string[];
  /** Epoch milliseconds. */
  readonly until: number;
}

export type SituationChange = Tables['situationChange']['$inferSelect'];

/** What of a situation can be changed. */
export interface SituationTerms extends Pick<
  Situation,
  'name' | 'untilAt' | 'silenceMinutes' | 'floodLimit' | 'spread' | 'answers'
> {
  readonly units: readonly string[];
}

/** A situation with the units that it is declared for. */
export interface Declared {
  readonly situation: Situation;
  readonly units: readonly string[];
}

export interface SituationDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly tree: UnitTree;
}

/** What putting officers on duty needs besides. */
export interface StaffingDeps extends SituationDeps {
  readonly directory: UnitDirectory;
}
