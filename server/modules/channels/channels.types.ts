import type { Db } from '../../schema.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { ChannelDriver } from './driver.types.ts';

/** Driver by an account's kind. */
export type Drivers = Readonly<Record<string, ChannelDriver>>;

/** What the verbs of this module stand on. */
export interface ChannelDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly secrets: Secrets;
  readonly drivers: Drivers;
}
