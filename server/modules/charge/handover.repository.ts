import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { ChargeHandover } from './charge.types.ts';

export async function insertHandover(tx: Tx, row: ChargeHandover): Promise<void> {
  await tx.insertRows(tx.tables.chargeHandover, [row]);
}

/** Open hand-overs of these positions, and those that wait for this officer. */
export async function openHandovers(
  read: Read,
  { positions, officer }: { positions: readonly string[]; officer: string },
): Promise<ChargeHandover[]> {
  const { chargeHandover } = read.tables;
  const isMine = eq(chargeHandover.toOfficer, officer);
  return read
    .select()
    .from(chargeHandover)
    .where(
      and(
        isNull(chargeHandover.endedAt),
        positions.length === 0 ? isMine : or(isMine, inArray(chargeHandover.position, [...positions])),
      ),
    )
    .orderBy(desc(chargeHandover.at));
}

/** Ends an open hand-over that this officer offered, or that waits for him; null when it has ended. */
export async function endHandover(
  tx: Tx,
  { id, officer, side, ending, at }: { id: string; officer: string; side: 'from' | 'to'; ending: string; at: number },
): Promise<ChargeHandover | null> {
  const { chargeHandover } = tx.tables;
  const own = side === 'from' ? chargeHandover.fromOfficer : chargeHandover.toOfficer;
  const rows = await tx
    .update(chargeHandover)
    .set({ endedAt: at, ending })
    .where(and(eq(chargeHandover.id, id), eq(own, officer), isNull(chargeHandover.endedAt)))
    .returning();
  return rows[0] ?? null;
}

/** Hand-overs that whoever held the position before left open: nobody can accept them any more. */
export async function lapseHandovers(
  tx: Tx,
  { position, holder, at }: { position: string; holder: string; at: number },
): Promise<void> {
  const { chargeHandover } = tx.tables;
  const rows = await tx
    .select({ id: chargeHandover.id, from: chargeHandover.fromOfficer })
    .from(chargeHandover)
    .where(and(eq(chargeHandover.position, position), isNull(chargeHandover.endedAt)));
  for (const { id, from } of rows)
    if (from !== holder)
      await tx.update(chargeHandover).set({ endedAt: at, ending: 'withdrawn' }).where(eq(chargeHandover.id, id));
}
