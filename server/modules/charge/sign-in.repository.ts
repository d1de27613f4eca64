import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { DeviceSession } from './charge.types.ts';

/** The mark of a full sign-in that was made on a station's device, or of what a PIN opened. */
export async function findMark(read: Read, id: string): Promise<DeviceSession | null> {
  const { deviceSession } = read.tables;
  const rows = await read.select().from(deviceSession).where(eq(deviceSession.id, id));
  return rows[0] ?? null;
}

/** Marks a full sign-in as made on a station's device, this one from now on. Of two at one moment one does it. */
export async function replaceMark(tx: Tx, row: DeviceSession): Promise<void> {
  const { deviceSession } = tx.tables;
  await tx.delete(deviceSession).where(eq(deviceSession.id, row.id));
  await tx.insertRows(tx.tables.deviceSession, [row], { onConflict: 'ignore' });
}

/** Ends one full sign-in with its mark. */
export async function endSignIn(tx: Tx, id: string): Promise<void> {
  const { deviceSession, session } = tx.tables;
  await tx.delete(session).where(eq(session.id, id));
  await tx.delete(deviceSession).where(eq(deviceSession.id, id));
}

/** Ends the full sign-ins on a device, but for one; whose they were. */
export async function endSignInsOn(tx: Tx, { device, except }: { device: string; except?: string }): Promise<string[]> {
  const { deviceSession, session } = tx.tables;
  const rows = await tx
    .select({ id: session.id, officer: session.userId })
    .from(deviceSession)
    .innerJoin(session, eq(session.id, deviceSession.id))
    .where(and(eq(deviceSession.device, device), except === undefined ? undefined : ne(session.id, except)));
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.delete(session).where(inArray(session.id, ids));
    await tx.delete(deviceSession).where(inArray(deviceSession.id, ids));
  }
  return rows.map(({ officer }) => officer);
}
