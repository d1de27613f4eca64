import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';

type Proof = Tables['ownershipProof']['$inferSelect'];

export async function insertProof(tx: Tx, proof: Proof): Promise<void> {
  await tx.insert(tx.tables.ownershipProof).values(proof);
}

export async function findProof(
  read: Read,
  { ticket, tokenHash, at }: { ticket: string; tokenHash: string; at: number },
): Promise<Proof | null> {
  const { ownershipProof: proof } = read.tables;
  const rows = await read
    .select()
    .from(proof)
    .where(and(eq(proof.tokenHash, tokenHash), eq(proof.ticket, ticket), gt(proof.expiresAt, at)));
  return rows[0] ?? null;
}

/** Shuts what was opened by a code. */
export async function dropCodeProofs(tx: Tx, ticket: string): Promise<void> {
  const { ownershipProof: proof } = tx.tables;
  await tx.delete(proof).where(and(eq(proof.ticket, ticket), eq(proof.word, '')));
}

/** Counts one more try of a code, if any is left; `limit: null` starts anew after a right one. */
export async function countTry(tx: Tx, { id, limit }: { id: string; limit: number | null }): Promise<boolean> {
  const { ticket } = tx.tables;
  const rows = await tx
    .update(ticket)
    .set({ codeTries: limit === null ? 0 : sql`${ticket.codeTries} + 1` })
    .where(and(eq(ticket.id, id), limit === null ? undefined : lt(ticket.codeTries, limit)))
    .returning({ id: ticket.id });
  return rows.length > 0;
}

/** True when a claim of this ticket that still runs has this word: two browsers must not be proved by one post. */
export async function isWordTaken(
  read: Read,
  { ticket, word, at }: { ticket: string; word: string; at: number },
): Promise<boolean> {
  const { ownershipProof: proof } = read.tables;
  const rows = await read
    .select({ id: proof.id })
    .from(proof)
    .where(and(eq(proof.ticket, ticket), eq(proof.word, word), gt(proof.expiresAt, at)))
    .limit(1);
  return rows.length > 0;
}
