import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Custodian } from './evidence.types.ts';

export interface NamedCustodian extends Custodian {
  readonly name: string;
  readonly username: string;
}

/** Custodians, those in office first, then the newest. */
export async function listCustodianRows(read: Read, limit: number): Promise<NamedCustodian[]> {
  const { mediaCustodian, officer } = read.tables;
  const rows = await read
    .select({ custodian: mediaCustodian, name: officer.name, username: officer.username })
    .from(mediaCustodian)
    .innerJoin(officer, eq(officer.id, mediaCustodian.officer))
    .orderBy(desc(mediaCustodian.since))
    .limit(limit);
  const all = rows.map(({ custodian, name, username }) => ({ ...custodian, name, username }));
  return [...all.filter(({ until }) => until === null), ...all.filter(({ until }) => until !== null)];
}

export async function isEnabledOfficer(read: Read, id: string): Promise<boolean> {
  const { officer } = read.tables;
  const rows = await read
    .select({ id: officer.id })
    .from(officer)
    .where(and(eq(officer.id, id), isNull(officer.disabledAt)));
  return rows.length > 0;
}

/** Names a custodian; false when the officer is one for this unit already. */
export async function insertCustodian(tx: Tx, custodian: Custodian): Promise<boolean> {
  const { mediaCustodian } = tx.tables;
  const rows = await tx
    .insert(mediaCustodian)
    .values(custodian)
    .onConflictDoNothing()
    .returning({ id: mediaCustodian.id });
  return rows.length > 0;
}

export async function findCustodian(read: Read, id: string): Promise<Custodian | null> {
  const { mediaCustodian } = read.tables;
  const rows = await read.select().from(mediaCustodian).where(eq(mediaCustodian.id, id));
  return rows[0] ?? null;
}

/** Ends an office; false when it has ended. */
export async function endCustodian(tx: Tx, { id, by, at }: { id: string; by: string; at: number }): Promise<boolean> {
  const { mediaCustodian } = tx.tables;
  const rows = await tx
    .update(mediaCustodian)
    .set({ until: at, endedBy: by })
    .where(and(eq(mediaCustodian.id, id), isNull(mediaCustodian.until)))
    .returning({ id: mediaCustodian.id });
  return rows.length > 0;
}
