import { and, asc, desc, gt, gte, lte, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Seal, Sealed } from './seal.rules.ts';

export async function lastSeal(read: Read): Promise<Seal | null> {
  const { seal } = read.tables;
  const rows = await read.select().from(seal).orderBy(desc(seal.number)).limit(1);
  return rows[0] ?? null;
}

export async function listSeals(read: Read, after: number, limit: number): Promise<Seal[]> {
  const { seal } = read.tables;
  return read.select().from(seal).where(gt(seal.number, after)).orderBy(asc(seal.number)).limit(limit);
}

export async function listPositioned(read: Read, from: number, to: number): Promise<Sealed[]> {
  const { events } = read.tables;
  return read
    .select({ position: sql<number>`${events.position}`, stream: events.stream, seq: events.seq, hash: events.hash })
    .from(events)
    .where(and(gte(events.position, from), lte(events.position, to)))
    .orderBy(asc(events.position));
}

export const insertSeal = (tx: Tx, seal: Seal): Promise<void> => tx.insertRows(tx.tables.seal, [seal]);
