import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db } from '../../schema.ts';
import type { UnitDirectory } from '../units/units.types.ts';

export interface NoticeDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly directory: UnitDirectory;
}
