import { and, asc, eq } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Envelope, IntakeAccount } from './inbound.types.ts';

export async function insertEnvelope(tx: Tx, envelope: Envelope): Promise<void> {
  await tx.insertRows(tx.tables.envelope, [envelope]);
}

export async function findEnvelope(read: Read, id: string): Promise<Envelope | null> {
  const { envelope } = read.tables;
  return (await read.select().from(envelope).where(eq(envelope.id, id)))[0] ?? null;
}

/** Envelopes that were stored and not read yet, oldest first. */
export async function waitingEnvelopes(read: Read, limit: number): Promise<string[]> {
  const { envelope } = read.tables;
  const rows = await read
    .select({ id: envelope.id })
    .from(envelope)
    .where(eq(envelope.state, 'stored'))
    .orderBy(asc(envelope.receivedAt), asc(envelope.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Makes a stored envelope one that is read; false when another reader was faster. */
export async function claimEnvelope(tx: Tx, id: string): Promise<boolean> {
  const { envelope } = tx.tables;
  const rows = await tx
    .update(envelope)
    .set({ state: 'parsed' })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'stored')))
    .returning({ id: envelope.id });
  return rows.length > 0;
}

export async function noteCounts(tx: Tx, { id, set }: { id: string; set: Partial<Envelope> }): Promise<void> {
  const { envelope } = tx.tables;
  await tx.update(envelope).set(set).where(eq(envelope.id, id));
}

export async function allAccounts(read: Read): Promise<IntakeAccount[]> {
  const { channelAccount: a } = read.tables;
  return read
    .select({
      id: a.id,
      kind: a.kind,
      handle: a.handle,
      externalId: a.externalId,
      unit: a.unit,
      openingPolicy: a.openingPolicy,
    })
    .from(a);
}

/** Marks an envelope that nobody here can read; it is kept. */
export async function refuseEnvelope(tx: Tx, id: string): Promise<void> {
  const { envelope } = tx.tables;
  await tx
    .update(envelope)
    .set({ state: 'refused', rejections: [{ where: 'envelope', what: 'no-reader' }] })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'stored')));
}
