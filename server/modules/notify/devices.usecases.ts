import { createHash } from 'node:crypto';
import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { dropSignedOut, forgetDevices, keepNewest, saveDevice } from './contacts.repository.ts';
import { isPushService } from './gateway-url.rules.ts';
import type { NotifyDeps } from './notify.types.ts';

/** A station's own phones and desks; more would be a list of strangers. */
const MOST = 10;

const idOf = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex');

/**
 * Lets this device be told by push while the officer is signed in on it. The same device twice is one; it is the last
 * officer's who signed in. Throws notify.bad_device, notify.no_session.
 */
export async function addDevice(
  deps: Pick<NotifyDeps, 'db' | 'clock'>,
  { actor, endpoint, keys }: { actor: Actor; endpoint: string; keys: { p256dh: string; auth: string } },
): Promise<void> {
  if (actor.session === null) fail({ code: 'notify.no_session', kind: 'forbidden' });
  // Where it wants to be reached is the device's word, and we call there.
  if (!isPushService(endpoint)) fail({ code: 'notify.bad_device', kind: 'unprocessable' });
  const { officer, session } = actor;
  await deps.db.write(async (tx) => {
    await saveDevice(tx, { id: idOf(endpoint), endpoint, ...keys, officer, session, createdAt: deps.clock.now() });
    await keepNewest(tx, { officer, keep: MOST });
  });
}

/** This device is told nothing more. */
export async function removeDevice(
  deps: Pick<NotifyDeps, 'db'>,
  { actor, endpoint }: { actor: Actor; endpoint: string },
): Promise<void> {
  await deps.db.write((tx) => forgetDevices(tx, [idOf(endpoint)], actor.officer));
}

/** Forgets devices of sessions that have ended. They were told nothing from that moment on. */
export const dropEndedDevices = (deps: Pick<NotifyDeps, 'db' | 'clock'>): Promise<void> =>
  deps.db.write((tx) => dropSignedOut(tx, deps.clock.now()), { lane: 'batch' });
