import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';

export type Handover = Tables['handover']['$inferSelect'];

export async function insertHandover(tx: Tx, handover: Handover): Promise<void> {
  await tx.insertRows(tx.tables.handover, [handover]);
}

/** The newest notes of these desks. */
export async function handoversOf(
  read: Read,
  { units, limit }: { units: readonly string[]; limit: number },
): Promise<Handover[]> {
  if (units.length === 0) return [];
  const { handover } = read.tables;
  return read
    .select()
    .from(handover)
    .where(inArray(handover.unit, [...units]))
    .orderBy(desc(handover.at), desc(handover.id))
    .limit(limit);
}

/** Writes who accepted a note of one of these desks; null when somebody has, or it is not there. */
export async function acceptNote(
  tx: Tx,
  { id, units, officer, at }: { id: string; units: readonly string[]; officer: string; at: number },
): Promise<Handover | null> {
  if (units.length === 0) return null;
  const { handover } = tx.tables;
  const rows = await tx
    .update(handover)
    .set({ acceptedBy: officer, acceptedAt: at })
    .where(and(eq(handover.id, id), inArray(handover.unit, [...units]), isNull(handover.acceptedBy)))
    .returning();
  return rows[0] ?? null;
}

/**
 * What an officer had in hand is another's now, as far as that one may see it: alarms that he took, whose tickets it
 * answers, and tickets that he holds.
 */
export async function passOn(
  tx: Tx,
  { from, to, position, red }: { from: string; to: Viewer; position: string; red: readonly string[] },
): Promise<string[]> {
  const { alarm, ticketLease } = tx.tables;
  const passed =
    red.length === 0
      ? []
      : await tx
          .update(alarm)
          .set({ takenBy: to.officer, takenPosition: position })
          .where(
            and(
              inArray(alarm.ticket, [...red]),
              eq(alarm.takenBy, from),
              isNull(alarm.endedAt),
              isSeenBy(tx, alarm.num, to),
            ),
          )
          .returning({ ticket: alarm.ticket });
  await tx
    .update(ticketLease)
    .set({ officer: to.officer, position })
    .where(and(eq(ticketLease.officer, from), isSeenBy(tx, ticketLease.num, to)));
  return passed.map(({ ticket }) => ticket);
}
