import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitDirectory } from '../units/units.types.ts';

export type Notification = Tables['notification']['$inferSelect'];
export type NotificationSend = Tables['notificationSend']['$inferSelect'];
export type PositionContact = Tables['positionContact']['$inferSelect'];
export type PushSubscription = Tables['pushSubscription']['$inferSelect'];
export type PositionLink = Tables['positionLink']['$inferSelect'];

/** Ways that send by themselves. A telephone call is the last one, and a person's. */
export const SENDING_WAYS = ['push', 'mail', 'whatsapp', 'sms'] as const;
export type SendingWay = (typeof SENDING_WAYS)[number];
export const GATEWAY_WAYS = ['whatsapp', 'sms'] as const satisfies readonly SendingWay[];
export type GatewayWay = (typeof GATEWAY_WAYS)[number];
export type Way = SendingWay | 'call';

/** A file that goes with a message, on ways that carry files. */
export interface ToldFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** One message to one position on one way. */
export interface Telling {
  /** The same when it is tried again: whoever carries it can tell a repetition. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** One-time form for an officer without an account; null where none may go out. */
  readonly link: string | null;
  /** Page of the desk, for one who is signed in. */
  readonly page: string;
  /** Name of the template that a gateway has registered, and what fills its places. */
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly red: boolean;
  /** A mail address, a telephone number, or devices; as the way needs it. */
  readonly to: Recipient;
  readonly files?: readonly ToldFile[];
}

export interface Device {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface Recipient {
  readonly mail: string | null;
  readonly phone: string | null;
  readonly devices: readonly Device[];
}

export interface Told {
  readonly externalId: string | null;
  /** The way says that it arrived. */
  readonly isDelivered: boolean;
  /** Devices that are no more. */
  readonly gone: readonly string[];
}

/** A way of telling. Throws WayError. */
export interface WayDriver {
  tell(telling: Telling): Promise<Told>;
}

/**
 * Why a way did not tell. `busy`: nothing happened, to be tried again at `retryAt` (epoch milliseconds) or later;
 * `doubtful`: it may have taken effect; `refused`: it never will.
 */
export type WayFailure =
  | { readonly kind: 'busy'; readonly code: string; readonly retryAt?: number }
  | { readonly kind: 'doubtful'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string; readonly gone?: readonly string[] };

export class WayError extends Error {
  readonly failure: WayFailure;
  constructor(failure: WayFailure) {
    super(`${failure.kind}: ${failure.code}`);
    this.failure = failure;
  }
}

/** What ways there are at this moment; null for one that nobody has set up. */
export type Ways = Readonly<Record<SendingWay, WayDriver | null>>;

export interface NotifyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly directory: UnitDirectory;
  readonly notify: NotifyPorts;
  readonly config: { readonly publicUrl: string | null; readonly port: number };
}

/** What stands outside the database: made once, from the configuration. */
export interface NotifyPorts {
  readonly mail: ((from: string | null) => WayDriver) | null;
  readonly push: WayDriver;
  readonly gateway: (gateway: { readonly url: string; readonly secret: string; readonly way: GatewayWay }) => WayDriver;
  /** What browsers need to subscribe. */
  readonly pushKey: string;
  /** Key of the one-time links. */
  readonly linkKey: string;
}
