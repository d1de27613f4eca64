import { and, eq, gt, lt, lte, isNull, or, sql } from 'drizzle-orm';
import type { Tx } from '../../schema.ts';

export interface Throttle {
  readonly failures: number;
  readonly lastAt: number;
  readonly lockedUntil: number | null;
}

/** What is known of the key; nobody else changes it until this transaction ends. */
export async function claimThrottle(tx: Tx, input: { key: string; at: number }): Promise<Throttle> {
  const { signInThrottle: table } = tx.tables;
  const [row] = await tx
    .insert(table)
    .values({ key: input.key, failures: 0, lastAt: input.at, lockedUntil: null })
    .onConflictDoUpdate({ target: table.key, set: { key: input.key } })
    .returning();
  return row ?? { failures: 0, lastAt: input.at, lockedUntil: null };
}

export async function saveThrottle(tx: Tx, input: Throttle & { key: string }): Promise<void> {
  const { signInThrottle: table } = tx.tables;
  const { key, ...values } = input;
  await tx.update(table).set(values).where(eq(table.key, key));
}

export async function clearThrottle(tx: Tx, key: string): Promise<void> {
  const { signInThrottle: table } = tx.tables;
  await tx.delete(table).where(eq(table.key, key));
}

/** Takes one failure back, and the wait that it caused. */
export async function takeBack(tx: Tx, input: { key: string; lockedUntil: number | null }): Promise<void> {
  const { signInThrottle: table } = tx.tables;
  await tx
    .update(table)
    .set({
      failures: sql`${table.failures} - 1`,
      lockedUntil: sql`case when ${table.lockedUntil} = ${input.lockedUntil ?? 0} then null else ${table.lockedUntil} end`,
    })
    .where(and(eq(table.key, input.key), gt(table.failures, 0)));
}

export async function deleteStaleThrottles(tx: Tx, input: { before: number; at: number }): Promise<void> {
  const { signInThrottle: table } = tx.tables;
  await tx
    .delete(table)
    .where(and(lt(table.lastAt, input.before), or(isNull(table.lockedUntil), lte(table.lockedUntil, input.at))));
}
