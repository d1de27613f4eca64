import { and, eq, lt } from 'drizzle-orm';
import type { Tables, Tx } from '../../schema.ts';

type Row = Tables['idempotency']['$inferSelect'];

const DAY = 24 * 60 * 60_000;
/** A request that was begun and never finished (its process died) may be made anew after this. */
const ABANDONED = 2 * 60_000;

/** Makes the key this request's own; the earlier request's row when there is one. */
export async function claimKey(
  tx: Tx,
  { actor, key, request, at }: { actor: string; key: string; request: string; at: number },
): Promise<Row | null> {
  const { idempotency } = tx.tables;
  const mine = and(eq(idempotency.actor, actor), eq(idempotency.key, key));
  const earlier = (await tx.select().from(idempotency).where(mine))[0];
  const isOver = earlier && (earlier.at < at - DAY || (earlier.status === null && earlier.at < at - ABANDONED));
  if (earlier && !isOver) return earlier;
  if (isOver) await tx.delete(idempotency).where(mine);
  const made = await tx
    .insert(idempotency)
    .values({ actor, key, request, status: null, answer: null, at })
    .onConflictDoNothing()
    .returning({ key: idempotency.key });
  // Of two at the same moment the second finds the first one's row.
  return made.length > 0 ? null : ((await tx.select().from(idempotency).where(mine))[0] ?? null);
}

export async function finishKey(
  tx: Tx,
  { actor, key, status, answer }: { actor: string; key: string; status: number; answer: string },
): Promise<void> {
  const { idempotency } = tx.tables;
  await tx
    .update(idempotency)
    .set({ status, answer })
    .where(and(eq(idempotency.actor, actor), eq(idempotency.key, key)));
}

export async function releaseKey(tx: Tx, { actor, key }: { actor: string; key: string }): Promise<void> {
  const { idempotency } = tx.tables;
  await tx.delete(idempotency).where(and(eq(idempotency.actor, actor), eq(idempotency.key, key)));
}

/** Forgets keys older than a day. */
export async function dropOldKeys(tx: Tx, at: number): Promise<void> {
  const { idempotency } = tx.tables;
  await tx.delete(idempotency).where(lt(idempotency.at, at - DAY));
}
