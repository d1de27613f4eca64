import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
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

/** From which probability a person sees messages of accounts for which an administrator said so. */
export async function thresholds(read: Read): Promise<ReadonlyMap<string, number>> {
  const { channelAccount: a } = read.tables;
  const rows = await read.select({ id: a.id, keep: a.keep }).from(a).where(isNotNull(a.keep));
  return new Map(rows.flatMap(({ id, keep }) => (keep === null || keep.at === null ? [] : [[id, keep.at] as const])));
}

/** Marks an envelope that nobody here can read; it is kept. */
export async function refuseEnvelope(tx: Tx, id: string): Promise<void> {
  const { envelope } = tx.tables;
  await tx
    .update(envelope)
    .set({ state: 'refused', rejections: [{ where: 'envelope', what: 'no-reader' }] })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'stored')));
}

/**
 * Empties what brought these messages, as far as every message that it brought is gone and no order keeps one: an envelope
 * that was read is never read again. One that brought another post too stays as it came.
 */
export async function blankEnvelopes(tx: Tx, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return;
  const { envelope, message, evidence } = tx.tables;
  const brought = await tx
    .selectDistinct({ id: message.envelope })
    .from(message)
    .where(inArray(message.id, [...messages]));
  const ids = brought.flatMap(({ id }) => id ?? []).sort();
  if (ids.length === 0) return;
  // Of two that bury posts of one envelope the second waits here, and sees that the first is gone.
  await tx
    .update(envelope)
    .set({ state: 'parsed' })
    .where(and(inArray(envelope.id, ids), eq(envelope.state, 'parsed')));
  const standing = await tx
    .selectDistinct({ id: message.envelope })
    .from(message)
    .leftJoin(evidence, eq(evidence.message, message.id))
    .where(and(inArray(message.envelope, ids), or(isNull(message.deletedAt), isNotNull(evidence.message))));
  const needed = new Set(standing.map(({ id }) => id));
  const empty = ids.filter((id) => !needed.has(id));
  await tx
    .update(envelope)
    .set({ body: '' })
    .where(and(inArray(envelope.id, empty), eq(envelope.state, 'parsed')));
}
