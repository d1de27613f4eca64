import { verifyPassword } from 'better-auth/crypto';
import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { holdsNow } from '../officers/holding.usecases.ts';
import { beginTry } from '../officers/throttle.usecases.ts';
import type { ChargeDeps, StationDevice } from './charge.types.ts';
import { countTry, endSession, findDevice, openDevice, touchSession } from './device.repository.ts';
import { endSignInsOn, findMark } from './sign-in.repository.ts';
import { recorded } from './device.usecases.ts';
import { hashSecret, IDLE, LASTS, sealPin, SIGN_IN_MARKED, TRIES } from './pin.rules.ts';

/** Why a device cannot be opened by PIN; null when it can. */
async function obstacle(
  deps: Pick<ChargeDeps, 'clock'>,
  read: Read,
  device: StationDevice,
): Promise<'charge.pin_none' | 'charge.device_locked' | 'charge.passed_on' | null> {
  if (device.pinHash === null || device.officer === null) return 'charge.pin_none';
  if (device.failures >= TRIES) return 'charge.device_locked';
  const { officer, position } = device;
  return (await holdsNow(read, { officer, position, at: deps.clock.now() })) ? null : 'charge.passed_on';
}

/** What this browser is, for whoever stands before it: the office and how it is opened, no person. Null for none. */
export async function readDevice(deps: Pick<ChargeDeps, 'db' | 'clock' | 'directory'>, token: string | undefined) {
  const device = token === undefined ? null : await findDevice(deps.db.read, hashSecret(token));
  if (!device) return null;
  const office = deps.directory.office(device.position);
  return {
    label: device.label,
    title: office?.title ?? null,
    unitName: office ? (deps.directory.names(office.unit) ?? null) : null,
    obstacle: await obstacle(deps, deps.db.read, device),
    triesLeft: Math.max(0, TRIES - device.failures),
  };
}

/**
 * Opens a station's device by the PIN of whoever holds its position now. Five wrong ones in a row, then only a full
 * sign-in helps. Throws charge.device_unknown, charge.pin_none, charge.device_locked, charge.passed_on,
 * charge.pin_wrong, officers.wait, officers.locked.
 */
export async function unlockDevice(
  deps: ChargeDeps,
  { token, pin, address }: { token: string | undefined; pin: string; address: string },
): Promise<{ token: string; expiresAt: number }> {
  const { read } = deps.db;
  const device = token === undefined ? null : await findDevice(read, hashSecret(token));
  if (!device) fail({ code: 'charge.device_unknown', kind: 'not-found' });
  const why = await obstacle(deps, read, device);
  if (why !== null) fail({ code: why, kind: 'forbidden' });
  const attempt = await beginTry(deps, { username: `device:${device.id}`, address });
  const tries = await deps.db.write(async (tx) => countTry(tx, { device: device.id, most: TRIES }));
  if (tries === null) fail({ code: 'charge.device_locked', kind: 'forbidden' });
  const password = sealPin({ key: deps.config.secret, device: device.id, pin });
  if (!(await verifyPassword({ hash: device.pinHash ?? '', password }))) {
    if (tries >= TRIES)
      await deps.db.write((tx) => deps.events.append(tx, [recorded({ device, type: 'device.locked', by: 'system' })]));
    fail({ code: 'charge.pin_wrong', kind: 'forbidden', detail: { left: TRIES - tries } });
  }
  const opened = await open(deps, device);
  await attempt.succeeded();
  return opened;
}

async function open(deps: ChargeDeps, device: StationDevice): Promise<{ token: string; expiresAt: number }> {
  const token = deps.ids.secret(32);
  const officer = device.officer ?? '';
  const { position } = device;
  const { expiresAt, left } = await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const session = {
      ...{ id: deps.ids.make('dse'), tokenHash: hashSecret(token), device: device.id, position, officer },
      ...{ createdAt: at, seenAt: at, expiresAt: at + LASTS },
    };
    // Charge may have passed, or the PIN changed, while it was looked at.
    const isHis = await holdsNow(tx, { officer, position, at });
    if (!isHis || !(await openDevice(tx, { device, session, at })))
      fail({ code: 'charge.passed_on', kind: 'forbidden' });
    const by = `officer:${officer}/position:${position}`;
    await deps.events.append(tx, [recorded({ device, type: 'device.unlocked', by })]);
    return { expiresAt: session.expiresAt, left: await endSignInsOn(tx, { device: device.id }) };
  });
  for (const one of left) deps.sessions.invalidateSessions(one);
  return { token, expiresAt };
}

/** A hand is on the device: its lock waits anew. False when it has lain idle for too long. */
export async function keepAwake(deps: Pick<ChargeDeps, 'db' | 'clock'>, actor: Actor): Promise<boolean> {
  const id = onDevice(actor);
  if (id === null) return true;
  const at = deps.clock.now();
  const expiresAt = actor.device === undefined ? at + SIGN_IN_MARKED : undefined;
  return deps.db.write(async (tx) => touchSession(tx, { id, since: at - IDLE, at, expiresAt }));
}

/** Locks the device that the officer works on, by PIN or in full: what a full sign-in left open on it ends too. */
export async function lockDevice(deps: Pick<ChargeDeps, 'db' | 'sessions'>, actor: Actor): Promise<void> {
  const id = onDevice(actor);
  if (id === null) return;
  const left = await deps.db.write(async (tx) => {
    const mark = await findMark(tx, id);
    if (!mark) return [];
    const ended = await endSignInsOn(tx, { device: mark.device });
    await endSession(tx, id);
    return ended;
  });
  for (const one of new Set([actor.officer, ...left])) deps.sessions.invalidateSessions(one);
}

/** The session by which he is on a station's device; null where the device is nobody's but his. */
const onDevice = ({ device, session, isOnDevice }: Actor): string | null =>
  device ?? (isOnDevice === true ? session : null);
