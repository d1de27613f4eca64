import type { Clock } from '../../platform/clock/clock.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db, Tx } from '../../schema.ts';
import type { StationDevice } from './charge.types.ts';
import { endPinsOn, findDevice } from './device.repository.ts';
import { hashSecret, IDLE, SIGN_IN_MARKED } from './pin.rules.ts';
import { endSignIn, endSignInsOn, findMark, replaceMark } from './sign-in.repository.ts';

interface WatchDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'secret'>;
}

/**
 * How a full sign-in stands with the lock of a station's device: `free` of one, `watched` on it, or `lapsed`, because
 * nobody has touched the device for as long as it waits; then it is over, wherever its cookie goes.
 */
export async function watchSignIn(
  deps: WatchDeps,
  input: {
    readonly session: string;
    readonly officer: string;
    readonly createdAt: number;
    /** What the browser keeps of the device that it is. */
    readonly token: string | undefined;
  },
): Promise<'free' | 'watched' | 'lapsed'> {
  const { db, clock } = deps;
  const at = clock.now();
  const mark = await findMark(db.read, input.session);
  const device = mark || input.token === undefined ? null : await findDevice(db.read, hashSecret(input.token));
  if (!mark && !device) return 'free';
  if ((mark ? mark.seenAt : input.createdAt) <= at - IDLE) {
    await db.write((tx) => endSignIn(tx, input.session));
    return 'lapsed';
  }
  if (device) await db.write((tx) => markSignIn(deps, tx, { ...input, device }));
  return 'watched';
}

/** From now on the lock of the device holds for this sign-in; whoever was on it before, by PIN or in full, is out. */
export async function markSignIn(
  { clock, ids }: Pick<WatchDeps, 'clock' | 'ids'>,
  tx: Tx,
  { session, officer, device }: { session: string; officer: string; device: Pick<StationDevice, 'id' | 'position'> },
): Promise<void> {
  const at = clock.now();
  await endPinsOn(tx, device.id);
  await endSignInsOn(tx, { device: device.id, except: session });
  // Its secret is told to nobody: a mark opens nothing.
  const tokenHash = hashSecret(ids.secret(32));
  const { id, position } = device;
  await replaceMark(tx, {
    ...{ id: session, tokenHash, device: id, position, officer },
    ...{ createdAt: at, seenAt: at, expiresAt: at + SIGN_IN_MARKED },
  });
}
