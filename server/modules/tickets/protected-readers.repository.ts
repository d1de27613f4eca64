import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';

export type ProtectedReader = Tables['protectedReader']['$inferSelect'];

/** Namings, the newest first. */
export function listReaderRows(read: Read, limit: number): Promise<ProtectedReader[]> {
  const { protectedReader } = read.tables;
  return read.select().from(protectedReader).orderBy(desc(protectedReader.since)).limit(limit);
}

/** Whether a position is named for the protected matters of any of these units. */
export async function isAnybodyNamed(read: Read, units: readonly string[]): Promise<boolean> {
  const { protectedReader } = read.tables;
  const rows = await read
    .select({ id: protectedReader.id })
    .from(protectedReader)
    .where(and(inArray(protectedReader.unit, [...units]), isNull(protectedReader.until)))
    .limit(1);
  return rows.length > 0;
}

/** Names a position; false when it is named for this unit already. */
export async function insertReader(tx: Tx, reader: ProtectedReader): Promise<boolean> {
  const { protectedReader } = tx.tables;
  const rows = await tx
    .insert(protectedReader)
    .values(reader)
    .onConflictDoNothing()
    .returning({ id: protectedReader.id });
  return rows.length > 0;
}

export async function findReader(read: Read, id: string): Promise<ProtectedReader | null> {
  const { protectedReader } = read.tables;
  const rows = await read.select().from(protectedReader).where(eq(protectedReader.id, id));
  return rows[0] ?? null;
}

/** Ends a naming; false when it has ended. */
export async function endReader(tx: Tx, { id, by, at }: { id: string; by: string; at: number }): Promise<boolean> {
  const { protectedReader } = tx.tables;
  const rows = await tx
    .update(protectedReader)
    .set({ until: at, endedBy: by })
    .where(and(eq(protectedReader.id, id), isNull(protectedReader.until)))
    .returning({ id: protectedReader.id });
  return rows.length > 0;
}
