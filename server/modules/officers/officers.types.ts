import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Log } from '../../platform/log/port.ts';
import type { Db, Tables } from '../../schema.ts';
import type { UnitDirectory } from '../units/units.types.ts';
import type { Actor } from './actor.types.ts';
import type { Auth } from './auth.ts';

export type OfficerRow = Tables['officer']['$inferSelect'];
export type SessionRow = Tables['session']['$inferSelect'];
export type ApiKeyRow = Tables['apiKey']['$inferSelect'];

/** Drops what is remembered of signed-in officers, so that the next request asks the database again. */
export interface SessionControl {
  /** After a revocation, disabling, or a change of the officer's postings. */
  invalidateSessions(officer: string): void;
  /** After a change that touches many: a position's role, a closed unit. */
  invalidateAll(): void;
}

/** Who a request comes from, as its cookie or key says. */
export interface Identity {
  readonly actor: Actor;
  /** Signed in with a one-time password: may do nothing but choose another one. */
  readonly mustChangePassword: boolean;
  readonly twoFactorEnabled: boolean;
}

export interface Resolved {
  readonly identity: Identity | null;
  /** Cookies to send back when the session was prolonged. */
  readonly cookies: readonly string[];
}

export interface Sessions extends SessionControl {
  /** Reads cookie or `Authorization: Bearer`. Remembered for a few seconds. */
  resolve(headers: Headers): Promise<Resolved>;
  /** Called with the officer whose rights changed, or null when anybody's may have. Returns the way to stop it. */
  onInvalidated(listener: (officer: string | null) => void): () => void;
}

/** What the use cases of officers need. */
export interface OfficerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
  readonly directory: UnitDirectory;
  readonly sessions: SessionControl;
}

/** What signing in needs besides. */
export interface SignInDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly config: { readonly secret: string; readonly publicUrl: string | null };
}
