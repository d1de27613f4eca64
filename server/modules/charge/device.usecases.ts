import { hashPassword } from 'better-auth/crypto';
import { fail } from '../../platform/errors.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt, requirePerson } from '../officers/officers.rules.ts';
import { forgetTries } from '../officers/throttle.usecases.ts';
import type { ChargeDeps, StationDevice } from './charge.types.ts';
import { devicesOf, endDevice, findDevice, insertDevice, setPin } from './device.repository.ts';
import { hashSecret, isGoodPin, sealPin, TRIES } from './pin.rules.ts';
import { markSignIn } from './sign-in.usecases.ts';

/** Devices of one position. */
const MOST = 10;

/** The officer's posts at stations: there one telephone is everybody's. */
export const stationPosts = (actor: Actor): Post[] => actor.posts.filter(({ role }) => role === 'station');

/**
 * An officer who has shown who he is by password and second factor, not by a PIN or a key. Throws officers.person_needed,
 * charge.full_sign_in.
 */
export function requireFullSignIn(actor: Actor): asserts actor is Actor & { session: string } {
  requirePerson(actor);
  if (actor.device !== undefined || actor.session === null) fail({ code: 'charge.full_sign_in', kind: 'forbidden' });
}

/** His post at a station, the one named or the first. Throws charge.not_station. */
export function requireStationPost(actor: Actor, position?: string): Post {
  const post = stationPosts(actor).find((one) => position === undefined || one.position === position);
  return post ?? fail({ code: 'charge.not_station', kind: 'forbidden' });
}

/** Throws charge.pin_weak. */
export function requireGoodPin(pin: string): void {
  if (!isGoodPin(pin)) fail({ code: 'charge.pin_weak', kind: 'unprocessable', fields: { pin: 'charge.pin_weak' } });
}

export const hashPin = ({ config }: Pick<ChargeDeps, 'config'>, { device, pin }: { device: string; pin: string }) =>
  hashPassword(sealPin({ key: config.secret, device, pin }));

/**
 * Makes this browser a device of a station's position, with the PIN of whoever is in charge. Returns the secret that the
 * browser keeps: it is told here and never again.
 */
export async function registerDevice(
  deps: ChargeDeps,
  input: {
    readonly actor: Actor;
    readonly position?: string | undefined;
    readonly label: string;
    readonly pin: string;
    /** What the browser was before. */
    readonly token: string | undefined;
  },
): Promise<{ id: string; token: string }> {
  const { actor, label, pin } = input;
  requireFullSignIn(actor);
  const post = requireStationPost(actor, input.position);
  requireGoodPin(pin);
  const id = deps.ids.make('sdv');
  const token = deps.ids.secret(32);
  const pinHash = await hashPin(deps, { device: id, pin });
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const former = input.token === undefined ? null : await findDevice(tx, hashSecret(input.token));
    // A browser is one device: what it was before ends, whoever's it was.
    if (former) await endDevice(tx, { id: former.id, positions: [former.position], keep: actor.session, at });
    if ((await devicesOf(tx, [post.position])).length >= MOST) fail({ code: 'charge.devices_full', kind: 'conflict' });
    await insertDevice(tx, {
      ...{ id, position: post.position, tokenHash: hashSecret(token), label, pinHash, officer: actor.officer },
      ...{ failures: 0, registeredBy: actor.officer, registeredAt: at, unlockedAt: null, endedAt: null },
    });
    await markSignIn(deps, tx, {
      session: actor.session,
      officer: actor.officer,
      device: { id, position: post.position },
    });
    await deps.events.append(tx, [
      ...(former ? [recorded({ device: former, type: 'device.ended', by: actorAt(actor, post) })] : []),
      recorded({ device: { id, position: post.position }, type: 'device.registered', by: actorAt(actor, post) }),
    ]);
  });
  deps.sessions.invalidateSessions(actor.officer);
  return { id, token };
}

export const recorded = ({
  device,
  type,
  by,
}: {
  device: Pick<StationDevice, 'id' | 'position'>;
  type: string;
  by: string;
}) => ({ stream: `position:${device.position}`, type, actor: by, data: { device: device.id } });

/**
 * Chooses the PIN of the device in hand anew: after it was locked, after a hand-over, or because somebody looked on.
 * Throws charge.device_unknown, charge.not_station.
 */
export async function choosePin(
  deps: ChargeDeps,
  { actor, token, pin }: { actor: Actor; token: string | undefined; pin: string },
): Promise<void> {
  requireFullSignIn(actor);
  requireGoodPin(pin);
  const known = token === undefined ? null : await findDevice(deps.db.read, hashSecret(token));
  if (!known) fail({ code: 'charge.device_unknown', kind: 'not-found' });
  const post = requireStationPost(actor, known.position);
  const pinHash = await hashPin(deps, { device: known.id, pin });
  await deps.db.write(async (tx) => {
    const device = await findDevice(tx, known.tokenHash);
    if (!device) fail({ code: 'charge.device_unknown', kind: 'not-found' });
    await setPin(tx, { device: device.id, pinHash, officer: actor.officer });
    await deps.events.append(tx, [recorded({ device, type: 'device.pin-chosen', by: actorAt(actor, post) })]);
  });
  await forgetTries(deps, `device:${known.id}`);
  deps.sessions.invalidateAll();
}

/** The devices of the officer's stations, and which of them this browser is. */
export async function listDevices(
  deps: Pick<ChargeDeps, 'db' | 'directory'>,
  { actor, token }: { actor: Actor; token: string | undefined },
) {
  const positions = stationPosts(actor).map(({ position }) => position);
  const devices = await devicesOf(deps.db.read, positions);
  const here = token === undefined ? null : await findDevice(deps.db.read, hashSecret(token));
  return {
    posts: positions.map((position) => ({ position, title: deps.directory.office(position)?.title ?? null })),
    here: here?.id ?? null,
    /** It may be another position's, of which the officer is told nothing. */
    isOther: here !== null && !positions.includes(here.position),
    devices: devices.map(({ id, position, label, officer, pinHash, failures, registeredAt, unlockedAt }) => ({
      ...{ id, position, label, registeredAt, unlockedAt },
      hasPin: pinHash !== null && officer === actor.officer,
      isLocked: failures >= TRIES,
    })),
  };
}

/** Takes a device off: lost, broken, given away. Throws charge.device_unknown. */
export async function removeDevice(deps: ChargeDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  requireFullSignIn(actor);
  await deps.db.write(async (tx) => {
    const positions = stationPosts(actor).map(({ position }) => position);
    const device = await endDevice(tx, { id, positions, keep: actor.session, at: deps.clock.now() });
    if (!device) fail({ code: 'charge.device_unknown', kind: 'not-found' });
    const by = actorAt(actor, requireStationPost(actor, device.position));
    await deps.events.append(tx, [recorded({ device, type: 'device.ended', by })]);
  });
  deps.sessions.invalidateAll();
}
