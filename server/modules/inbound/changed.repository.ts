import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Message, Prediction } from './inbound.types.ts';

/** Settled messages whose words changed (edited, or a picture was read) wait for the stages once more. */
export async function markChanged(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ state: 'changed' })
    .where(and(inArray(message.id, [...ids]), eq(message.state, 'done'), eq(message.direction, 'in')));
}

export async function changedMessages(read: Read, limit: number): Promise<Message[]> {
  const { message } = read.tables;
  return read
    .select()
    .from(message)
    .where(eq(message.state, 'changed'))
    .orderBy(asc(message.receivedAt), asc(message.id))
    .limit(limit);
}

/** Ends the second reading of a message; false when a rival did, or when its words changed again meanwhile. */
export async function settleChanged(
  tx: Tx,
  { old, language, copyKey }: { old: Message; language: string; copyKey: string | null },
): Promise<boolean> {
  const { message } = tx.tables;
  const rows = await tx
    .update(message)
    .set({ state: 'done', language, copyKey })
    .where(and(eq(message.id, old.id), eq(message.state, 'changed'), eq(message.versionId, old.versionId)))
    .returning({ id: message.id });
  return rows.length > 0;
}

/** A post that is gone has no words left to read. */
export async function dropChanged(tx: Tx, id: string): Promise<void> {
  const { message } = tx.tables;
  await tx
    .update(message)
    .set({ state: 'done' })
    .where(and(eq(message.id, id), eq(message.state, 'changed')));
}

export async function replacePrediction(tx: Tx, prediction: Prediction): Promise<void> {
  const { message: _message, ...set } = prediction;
  const { prediction: table } = tx.tables;
  await tx.insert(table).values(prediction).onConflictDoUpdate({ target: table.message, set });
}
