import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import { fail } from '../../platform/errors.ts';
import type { Db, Tx } from '../../schema.ts';
import { deleteExpired } from './officers.repository.ts';
import { FORGET_AFTER, isLock, waitAfter, WINDOWS, type ThrottleKind } from './throttle.rules.ts';
import { claimThrottle, clearThrottle, deleteStaleThrottles, saveThrottle, takeBack } from './throttle.repository.ts';

export interface ThrottleDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: { readonly secret: string };
}

/** A try that was counted as a failure beforehand, so that tries that race cannot be more than are allowed. */
export interface Try {
  /** The password was right: forgets the user name's failures. */
  succeeded(): Promise<void>;
  /** Something else went wrong: takes the failure back. */
  withdrawn(): Promise<void>;
}

const keyed = (secret: string, kind: ThrottleKind, value: string): string =>
  createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex');

async function count(
  tx: Tx,
  step: { key: string; kind: ThrottleKind; at: number; refusal?: string },
): Promise<number | null> {
  const { key, kind, at, refusal } = step;
  const known = await claimThrottle(tx, { key, at });
  if (known.lockedUntil !== null && known.lockedUntil > at) {
    const wait = known.lockedUntil - at;
    const code =
      refusal ?? (isLock(wait) || isLock(waitAfter(kind, known.failures)) ? 'officers.locked' : 'officers.wait');
    fail({ code, kind: 'too-many', detail: { seconds: Math.ceil(wait / 1000), minutes: Math.ceil(wait / 60_000) } });
  }
  const window = WINDOWS[kind];
  const isNew = at - known.lastAt >= (window ?? FORGET_AFTER);
  const failures = (isNew ? 0 : known.failures) + 1;
  // Of a window the beginning is kept: it ends, however many ask meanwhile.
  const lastAt = window === undefined || isNew ? at : known.lastAt;
  const wait = waitAfter(kind, failures);
  const lockedUntil = wait === 0 ? null : window === undefined ? at + wait : lastAt + window;
  await saveThrottle(tx, { key, failures, lastAt, lockedUntil });
  return lockedUntil;
}

/**
 * Counts a try to give a password, by user name and by address. Throws `officers.wait` or `officers.locked`
 * (too many; detail.seconds, detail.minutes) while either must wait, whatever the password is.
 */
export async function beginTry(deps: ThrottleDeps, input: { username: string; address: string }): Promise<Try> {
  const name = keyed(deps.config.secret, 'name', input.username.trim().toLowerCase());
  const address = keyed(deps.config.secret, 'address', input.address);
  const locks = await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    return {
      name: await count(tx, { key: name, kind: 'name', at }),
      address: await count(tx, { key: address, kind: 'address', at }),
    };
  });
  return {
    succeeded: () =>
      deps.db.write(async (tx) => {
        await clearThrottle(tx, name);
        await takeBack(tx, { key: address, lockedUntil: locks.address });
      }),
    withdrawn: () =>
      deps.db.write(async (tx) => {
        await takeBack(tx, { key: name, lockedUntil: locks.name });
        await takeBack(tx, { key: address, lockedUntil: locks.address });
      }),
  };
}

/** Forgets the mistakes under a name: whoever was kept waiting has shown otherwise who he is. */
export const forgetTries = ({ db, config }: Pick<ThrottleDeps, 'db' | 'config'>, username: string): Promise<void> =>
  db.write(async (tx) => clearThrottle(tx, keyed(config.secret, 'name', username.trim().toLowerCase())));

/**
 * Counts what somebody without an account asks of a docket, by address: only a keyed hash of it is kept, for a day.
 * Throws `tickets.too_many_tries` (too many; detail.minutes) while the address must wait.
 */
export async function beginPublicTry(
  deps: ThrottleDeps,
  { kind, address }: { kind: 'claim' | 'code' | 'verify' | 'verdict' | 'link'; address: string },
): Promise<Pick<Try, 'withdrawn'>> {
  const key = keyed(deps.config.secret, kind, address);
  const lockedUntil = await deps.db.write(async (tx) =>
    count(tx, { key, kind, at: deps.clock.now(), refusal: 'tickets.too_many_tries' }),
  );
  return { withdrawn: () => deps.db.write(async (tx) => takeBack(tx, { key, lockedUntil })) };
}

/** Forgets failures of long ago, ended sessions and unused one-off values; to be run daily. */
export async function forgetExpired({ db, clock }: Pick<ThrottleDeps, 'db' | 'clock'>): Promise<void> {
  const at = clock.now();
  await db.write(
    async (tx) => {
      await deleteStaleThrottles(tx, { before: at - FORGET_AFTER, at });
      await deleteExpired(tx, at);
    },
    { lane: 'batch' },
  );
}
