import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Pause } from './pause.rules.ts';

export async function insertPause(tx: Tx, row: Pause): Promise<void> {
  await tx.insertRows(tx.tables.pause, [row]);
}

/** Every pause of a ticket, oldest first. */
export async function pausesOf(read: Read, ticket: string): Promise<Pause[]> {
  const { pause } = read.tables;
  return read.select().from(pause).where(eq(pause.ticket, ticket)).orderBy(asc(pause.startedAt));
}

/** Pauses that last, of these tickets, for this reason. */
export async function openPauses(
  read: Read,
  { tickets, reason }: { tickets: readonly string[]; reason: string },
): Promise<Pause[]> {
  if (tickets.length === 0) return [];
  const { pause } = read.tables;
  return read
    .select()
    .from(pause)
    .where(and(inArray(pause.ticket, [...tickets]), isNull(pause.endedAt), eq(pause.reason, reason)));
}

/** Pauses that have lasted as long as they may. */
export async function spentPauses(read: Read, { now, limit }: { now: number; limit: number }): Promise<Pause[]> {
  const { pause } = read.tables;
  return read
    .select()
    .from(pause)
    .where(and(isNull(pause.endedAt), lte(pause.untilAt, now)))
    .orderBy(asc(pause.untilAt))
    .limit(limit);
}

/** Ends one pause; false when it has ended meanwhile. */
export async function endPause(
  tx: Tx,
  { id, at, ending }: { id: string; at: number; ending: string },
): Promise<boolean> {
  const { pause } = tx.tables;
  const rows = await tx
    .update(pause)
    .set({ endedAt: at, ending })
    .where(and(eq(pause.id, id), isNull(pause.endedAt)))
    .returning({ id: pause.id });
  return rows.length > 0;
}
