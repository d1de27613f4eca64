import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { ApiKeyRow } from './officers.types.ts';

export async function insertApiKey(tx: Tx, row: ApiKeyRow): Promise<void> {
  await tx.insert(tx.tables.apiKey).values(row);
}

export async function listApiKeys(read: Read): Promise<ApiKeyRow[]> {
  const { apiKey } = read.tables;
  return read.select().from(apiKey).orderBy(desc(apiKey.createdAt), desc(apiKey.id));
}

export async function findApiKey(read: Read, id: string): Promise<ApiKeyRow | null> {
  const { apiKey } = read.tables;
  const [row] = await read.select().from(apiKey).where(eq(apiKey.id, id));
  return row ?? null;
}

export async function findLiveKey(read: Read, hash: string): Promise<ApiKeyRow | null> {
  const { apiKey } = read.tables;
  const [row] = await read
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.hash, hash), isNull(apiKey.revokedAt)));
  return row ?? null;
}

/** False when it was revoked before. */
export async function revokeKey(tx: Tx, input: { id: string; at: number }): Promise<boolean> {
  const { apiKey } = tx.tables;
  const rows = await tx
    .update(apiKey)
    .set({ revokedAt: input.at })
    .where(and(eq(apiKey.id, input.id), isNull(apiKey.revokedAt)))
    .returning({ id: apiKey.id });
  return rows.length > 0;
}
