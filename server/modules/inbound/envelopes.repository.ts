import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
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

/** Posts that an envelope brought and that are gone, and whether it brought others that stand. */
export interface Brought {
  readonly id: string;
  readonly driver: string;
  readonly body: string;
  readonly gone: ReadonlySet<string>;
  readonly isNeeded: boolean;
}

/**
 * Envelopes that were read and brought these messages, held until the transaction ends: of two that bury posts of one the
 * second waits here, and sees that the first is gone. A post that an order keeps stands.
 */
export async function envelopesOf(tx: Tx, messages: readonly string[]): Promise<Brought[]> {
  if (messages.length === 0) return [];
  const { envelope, message, evidence } = tx.tables;
  const brought = await tx
    .selectDistinct({ id: message.envelope })
    .from(message)
    .where(inArray(message.id, [...messages]));
  const ids = brought.flatMap(({ id }) => id ?? []).sort();
  if (ids.length === 0) return [];
  const held = await tx
    .update(envelope)
    .set({ state: 'parsed' })
    .where(and(inArray(envelope.id, ids), eq(envelope.state, 'parsed')))
    .returning({ id: envelope.id, driver: envelope.driver, body: envelope.body });
  const posts = await tx
    .select({
      envelope: message.envelope,
      externalId: message.externalId,
      deletedAt: message.deletedAt,
      kept: evidence.message,
    })
    .from(message)
    .leftJoin(evidence, eq(evidence.message, message.id))
    .where(inArray(message.envelope, ids));
  return held.map((one) => {
    const own = posts.filter((post) => post.envelope === one.id);
    const isGone = (post: (typeof own)[number]): boolean => post.deletedAt !== null && post.kept === null;
    return {
      ...one,
      gone: new Set(own.filter(isGone).map(({ externalId }) => externalId)),
      isNeeded: own.some((post) => !isGone(post)),
    };
  });
}

/** Leaves of an envelope what is to stay of it. */
export async function replaceBody(tx: Tx, { id, body }: { id: string; body: string }): Promise<void> {
  const { envelope } = tx.tables;
  await tx
    .update(envelope)
    .set({ body })
    .where(and(eq(envelope.id, id), eq(envelope.state, 'parsed')));
}
