import type { Clock } from '../../platform/clock/clock.ts';
import type { Db } from '../../schema.ts';
import { findDeviceSession } from './device.repository.ts';
import { hashSecret, IDLE } from './pin.rules.ts';

/** Names of the cookies: what the browser is, and that it is open. */
export const DEVICE_COOKIE = 'pukaar_device';
export const OPEN_COOKIE = 'pukaar_device_open';

/** Who an open device acts for: one officer in one position; null when it has lain idle, or its time is over. */
export async function findOpenDevice(
  { db, clock }: { db: Db; clock: Clock },
  token: string,
): Promise<{ session: string; officer: string; position: string } | null> {
  const at = clock.now();
  const found = await findDeviceSession(db.read, { tokenHash: hashSecret(token), since: at - IDLE, at });
  return found && { session: found.id, officer: found.officer, position: found.position };
}
