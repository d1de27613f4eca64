import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitDirectory } from '../units/units.types.ts';

export type Duty = Tables['duty']['$inferSelect'];

export const DUTY_KINDS = ['desk', 'night', 'duty'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** A duty with the name of whoever has it, and of the situation that it was entered for. */
export type NamedDuty = Duty & { readonly name: string; readonly situationName: string | null };

export interface RosterDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly directory: UnitDirectory;
}
