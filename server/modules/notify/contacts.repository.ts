import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { PositionContact, PushSubscription } from './notify.types.ts';

export async function contactsOf(
  read: Read,
  positions: readonly string[],
): Promise<ReadonlyMap<string, PositionContact>> {
  if (positions.length === 0) return new Map();
  const { positionContact } = read.tables;
  const rows = await read
    .select()
    .from(positionContact)
    .where(inArray(positionContact.position, [...new Set(positions)]));
  return new Map(rows.map((row) => [row.position, row]));
}

/** Writes a contact as it was read (version 0: there was none); false when somebody was faster. */
export async function saveContact(tx: Tx, contact: PositionContact): Promise<boolean> {
  const { positionContact } = tx.tables;
  const next = { ...contact, version: contact.version + 1 };
  const rows =
    contact.version === 0
      ? await tx.insert(positionContact).values(next).onConflictDoNothing().returning({ id: positionContact.position })
      : await tx
          .update(positionContact)
          .set(next)
          .where(and(eq(positionContact.position, contact.position), eq(positionContact.version, contact.version)))
          .returning({ id: positionContact.position });
  return rows.length > 0;
}

/** Devices on which one of these officers is signed in now. */
export async function devicesOf(
  read: Read,
  { officers, now }: { officers: readonly string[]; now: number },
): Promise<PushSubscription[]> {
  if (officers.length === 0) return [];
  const { pushSubscription, session } = read.tables;
  const rows = await read
    .select({ subscription: pushSubscription })
    .from(pushSubscription)
    .innerJoin(session, eq(session.id, pushSubscription.session))
    .where(
      and(
        inArray(pushSubscription.officer, [...officers]),
        eq(session.userId, pushSubscription.officer),
        gt(session.expiresAt, now),
      ),
    );
  return rows.map(({ subscription }) => subscription);
}

/** Keeps a device; one that another officer used before is this one's from now on. */
export async function saveDevice(tx: Tx, row: PushSubscription): Promise<void> {
  const { pushSubscription } = tx.tables;
  const { id: _id, ...set } = row;
  await tx.insert(pushSubscription).values(row).onConflictDoUpdate({ target: pushSubscription.id, set });
}

/** How many devices an officer has, and the oldest beyond `keep` forgotten. */
export async function keepNewest(tx: Tx, { officer, keep }: { officer: string; keep: number }): Promise<void> {
  const { pushSubscription } = tx.tables;
  const rows = await tx
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(eq(pushSubscription.officer, officer))
    .orderBy(sql`${pushSubscription.createdAt} DESC`);
  await forgetDevices(
    tx,
    rows.slice(keep).map(({ id }) => id),
  );
}

/** Forgets these devices, of one officer's only where he is named. */
export async function forgetDevices(tx: Tx, ids: readonly string[], officer?: string): Promise<void> {
  if (ids.length === 0) return;
  const { pushSubscription } = tx.tables;
  const isTheirs = officer === undefined ? undefined : eq(pushSubscription.officer, officer);
  await tx.delete(pushSubscription).where(and(inArray(pushSubscription.id, [...ids]), isTheirs));
}

/** Devices whose session has ended. */
export async function dropSignedOut(tx: Tx, now: number): Promise<void> {
  const { pushSubscription, session } = tx.tables;
  await tx
    .delete(pushSubscription)
    .where(
      sql`NOT EXISTS (SELECT 1 FROM ${session} WHERE ${session.id} = ${pushSubscription.session} AND ${session.expiresAt} > ${now})`,
    );
}
