import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { DeviceSession, StationDevice } from './charge.types.ts';
import { endSignInsOn } from './sign-in.repository.ts';

export async function insertDevice(tx: Tx, row: StationDevice): Promise<void> {
  await tx.insertRows(tx.tables.stationDevice, [row]);
}

/** A device by its secret's hash, unless it was taken off. */
export async function findDevice(read: Read, tokenHash: string): Promise<StationDevice | null> {
  const { stationDevice } = read.tables;
  const rows = await read
    .select()
    .from(stationDevice)
    .where(and(eq(stationDevice.tokenHash, tokenHash), isNull(stationDevice.endedAt)));
  return rows[0] ?? null;
}

export async function devicesOf(read: Read, positions: readonly string[]): Promise<StationDevice[]> {
  if (positions.length === 0) return [];
  const { stationDevice } = read.tables;
  return read
    .select()
    .from(stationDevice)
    .where(and(inArray(stationDevice.position, [...positions]), isNull(stationDevice.endedAt)))
    .orderBy(asc(stationDevice.registeredAt), asc(stationDevice.id));
}

/**
 * Takes a device off; null when it was, or is no device of these positions. Whoever works on it is out, but for the
 * sign-in by which it is done.
 */
export async function endDevice(
  tx: Tx,
  { id, positions, keep, at }: { id: string; positions: readonly string[]; keep: string; at: number },
): Promise<StationDevice | null> {
  if (positions.length === 0) return null;
  const { stationDevice } = tx.tables;
  const rows = await tx
    .update(stationDevice)
    .set({ endedAt: at, pinHash: null })
    .where(
      and(eq(stationDevice.id, id), inArray(stationDevice.position, [...positions]), isNull(stationDevice.endedAt)),
    )
    .returning();
  if (rows.length > 0) {
    await endPinsOn(tx, id);
    await endSignInsOn(tx, { device: id, except: keep });
  }
  return rows[0] ?? null;
}

/** A new PIN and its officer; whoever was at work by the old one is out. */
export async function setPin(
  tx: Tx,
  { device, pinHash, officer }: { device: string; pinHash: string; officer: string },
): Promise<void> {
  const { stationDevice } = tx.tables;
  await tx.update(stationDevice).set({ pinHash, officer, failures: 0 }).where(eq(stationDevice.id, device));
  await endPinsOn(tx, device);
}

/** The PINs of a position go with whoever hands it over, and so do his open devices. */
export async function dropPins(tx: Tx, { position }: { position: string }): Promise<void> {
  const { stationDevice, deviceSession } = tx.tables;
  await tx
    .update(stationDevice)
    .set({ pinHash: null, officer: null, failures: 0 })
    .where(and(eq(stationDevice.position, position), isNull(stationDevice.endedAt)));
  await tx.delete(deviceSession).where(and(eq(deviceSession.position, position), isByPin(tx)));
}

/**
 * Counts a try before the PIN is looked at, so that many at once are no more than are allowed. How many were counted in
 * a row with it; null when the device is locked.
 */
export async function countTry(tx: Tx, { device, most }: { device: string; most: number }): Promise<number | null> {
  const { stationDevice } = tx.tables;
  const rows = await tx
    .update(stationDevice)
    .set({ failures: sql`${stationDevice.failures} + 1` })
    .where(
      and(
        eq(stationDevice.id, device),
        lt(stationDevice.failures, most),
        isNotNull(stationDevice.pinHash),
        isNull(stationDevice.endedAt),
      ),
    )
    .returning({ failures: stationDevice.failures });
  return rows[0]?.failures ?? null;
}

/** Opens the device, if its PIN is still the one that was looked at. */
export async function openDevice(
  tx: Tx,
  { device, session, at }: { device: StationDevice; session: DeviceSession; at: number },
): Promise<boolean> {
  const { stationDevice, deviceSession } = tx.tables;
  const rows = await tx
    .update(stationDevice)
    .set({ failures: 0, unlockedAt: at })
    .where(
      and(
        eq(stationDevice.id, device.id),
        eq(stationDevice.pinHash, device.pinHash ?? ''),
        isNull(stationDevice.endedAt),
      ),
    )
    .returning({ id: stationDevice.id });
  if (rows.length > 0) await tx.insertRows(deviceSession, [session]);
  return rows.length > 0;
}

/** A session on a device that was not taken off, touched since a moment. */
export async function findDeviceSession(
  read: Read,
  { tokenHash, since, at }: { tokenHash: string; since: number; at: number },
): Promise<DeviceSession | null> {
  const { deviceSession, stationDevice } = read.tables;
  const rows = await read
    .select({ session: deviceSession })
    .from(deviceSession)
    .innerJoin(stationDevice, eq(stationDevice.id, deviceSession.device))
    .where(
      and(
        eq(deviceSession.tokenHash, tokenHash),
        gt(deviceSession.seenAt, since),
        gt(deviceSession.expiresAt, at),
        isNull(stationDevice.endedAt),
      ),
    );
  return rows[0]?.session ?? null;
}

/** A hand is on it; nothing where it has lain idle already. */
export async function touchSession(
  tx: Tx,
  { id, since, at, expiresAt }: { id: string; since: number; at: number; expiresAt?: number | undefined },
): Promise<boolean> {
  const { deviceSession } = tx.tables;
  const rows = await tx
    .update(deviceSession)
    .set({ seenAt: at, ...(expiresAt === undefined ? {} : { expiresAt }) })
    .where(and(eq(deviceSession.id, id), gt(deviceSession.seenAt, since)))
    .returning({ id: deviceSession.id });
  return rows.length > 0;
}

export async function endSession(tx: Tx, id: string): Promise<void> {
  const { deviceSession } = tx.tables;
  await tx.delete(deviceSession).where(eq(deviceSession.id, id));
}

/** Not the mark of a full sign-in, which bears that one's id. */
const isByPin = (tx: Tx) =>
  notInArray(tx.tables.deviceSession.id, tx.select({ id: tx.tables.session.id }).from(tx.tables.session));

/** Whoever is at work by PIN on a device is out. */
export async function endPinsOn(tx: Tx, device: string): Promise<void> {
  const { deviceSession } = tx.tables;
  await tx.delete(deviceSession).where(and(eq(deviceSession.device, device), isByPin(tx)));
}
