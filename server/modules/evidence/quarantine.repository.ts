import { and, asc, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Quarantined } from './evidence.types.ts';

export async function findQuarantined(read: Read, sha256: string): Promise<Quarantined | null> {
  const { quarantine } = read.tables;
  const rows = await read.select().from(quarantine).where(eq(quarantine.sha256, sha256));
  return rows[0] ?? null;
}

/** Whether a file is kept from everybody now: held, or removed after it was handed over. */
export async function isKeptAway(read: Read, sha256: string): Promise<boolean> {
  const found = await findQuarantined(read, sha256);
  return found !== null && found.state !== 'returned';
}

/** Holds a file, whatever was said of it before. */
export async function holdFile(
  tx: Tx,
  file: Pick<Quarantined, 'sha256' | 'mime' | 'size' | 'officer' | 'at' | 'dueAt'>,
): Promise<void> {
  const { quarantine } = tx.tables;
  const { officer, at, dueAt } = file;
  await tx
    .insert(quarantine)
    .values({ ...file, state: 'held', removedBy: null, removedAt: null, reference: null, version: 1 })
    .onConflictDoUpdate({
      target: quarantine.sha256,
      set: { state: 'held', officer, at, dueAt, version: sql`${quarantine.version} + 1` },
    });
}

/** Changes what became of a file; false when somebody was faster. */
export async function changeQuarantined(
  tx: Tx,
  { before, set }: { before: Quarantined; set: Partial<Omit<Quarantined, 'sha256' | 'version'>> },
): Promise<boolean> {
  const { quarantine } = tx.tables;
  const rows = await tx
    .update(quarantine)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(quarantine.sha256, before.sha256), eq(quarantine.version, before.version)))
    .returning({ sha256: quarantine.sha256 });
  return rows.length > 0;
}

/** The file, held until the transaction ends: nobody else moves it meanwhile. */
export async function holdQuarantined(tx: Tx, sha256: string): Promise<Quarantined | null> {
  const { quarantine } = tx.tables;
  const rows = await tx
    .update(quarantine)
    .set({ version: sql`${quarantine.version}` })
    .where(eq(quarantine.sha256, sha256))
    .returning();
  return rows[0] ?? null;
}

/** Has a file that is kept away brought to its place once more: what failed may have left a copy outside. */
export async function bringAgain(tx: Tx, { sha256, at }: { sha256: string; at: number }): Promise<void> {
  const { quarantine } = tx.tables;
  await tx
    .update(quarantine)
    // A mover that is under way looked before the copy was made: it must not say that all is done.
    .set({ dueAt: at, version: sql`${quarantine.version} + 1` })
    .where(and(eq(quarantine.sha256, sha256), ne(quarantine.state, 'returned')));
}

/** Files whose bytes do not lie where they should. */
export function dueFiles(read: Read, { now, limit }: { now: number; limit: number }): Promise<Quarantined[]> {
  const { quarantine } = read.tables;
  return read.select().from(quarantine).where(lte(quarantine.dueAt, now)).orderBy(asc(quarantine.dueAt)).limit(limit);
}

/** The stored file is no longer one of the store that everybody's files lie in. */
export async function unlistBlob(tx: Tx, hash: string): Promise<void> {
  const { blob } = tx.tables;
  await tx.delete(blob).where(eq(blob.hash, hash));
}

export async function listBlob(
  tx: Tx,
  { sha256, size, mime, at }: { sha256: string; size: number; mime: string; at: number },
): Promise<void> {
  const { blob } = tx.tables;
  await tx
    .insert(blob)
    // It may come back to nobody, when every post that showed it was deleted: then it is dropped like others.
    .values({ hash: sha256, size, mime, createdAt: at, unusedAt: at })
    .onConflictDoUpdate({ target: blob.hash, set: { unusedAt: at } });
}

/** Stored files that nothing shows any more are dropped after a while. */
export async function noteUnused(tx: Tx, { hashes, at }: { hashes: readonly string[]; at: number }): Promise<void> {
  if (hashes.length === 0) return;
  const { blob } = tx.tables;
  await tx
    .update(blob)
    .set({ unusedAt: at })
    .where(inArray(blob.hash, [...hashes]));
}

export async function unusedBlobs(read: Read, { until, limit }: { until: number; limit: number }): Promise<string[]> {
  const { blob } = read.tables;
  const rows = await read
    .select({ hash: blob.hash })
    .from(blob)
    .where(lte(blob.unusedAt, until))
    .orderBy(asc(blob.unusedAt))
    .limit(limit);
  return rows.map(({ hash }) => hash);
}

/** Whether a post, an officer's file or kept evidence refers to a stored file. */
export async function isUsed(read: Read, hash: string): Promise<boolean> {
  const { media, attachment, evidenceMedia } = read.tables;
  const [shown, attached, kept] = [
    await read
      .select({ one: sql`1` })
      .from(media)
      .where(eq(media.blob, hash))
      .limit(1),
    await read
      .select({ one: sql`1` })
      .from(attachment)
      .where(eq(attachment.blob, hash))
      .limit(1),
    await read
      .select({ one: sql`1` })
      .from(evidenceMedia)
      .where(eq(evidenceMedia.sha256, hash))
      .limit(1),
  ];
  return shown.length + attached.length + kept.length > 0;
}

/** Forgets a stored file that nothing refers to; false when something does: then it stays. */
export async function dropUnused(tx: Tx, hash: string): Promise<boolean> {
  const { blob } = tx.tables;
  if (await isUsed(tx, hash)) {
    await tx.update(blob).set({ unusedAt: null }).where(eq(blob.hash, hash));
    return false;
  }
  const rows = await tx.delete(blob).where(eq(blob.hash, hash)).returning({ hash: blob.hash });
  return rows.length > 0;
}

export async function isListed(read: Read, hash: string): Promise<boolean> {
  const { blob } = read.tables;
  return (
    (
      await read
        .select({ one: sql`1` })
        .from(blob)
        .where(eq(blob.hash, hash))
        .limit(1)
    ).length > 0
  );
}

/** Whether an open order keeps what one of these tickets shows. */
export async function isHeldOn(read: Read, tickets: readonly string[]): Promise<boolean> {
  if (tickets.length === 0) return false;
  const { legalHold } = read.tables;
  const rows = await read
    .select({ one: sql`1` })
    .from(legalHold)
    .where(and(inArray(legalHold.ticket, [...tickets]), isNull(legalHold.liftedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Units for which the officer is a custodian now. */
export async function custodyUnits(read: Read, { officer, now }: { officer: string; now: number }): Promise<string[]> {
  const { mediaCustodian } = read.tables;
  const rows = await read
    .select({ unit: mediaCustodian.unit })
    .from(mediaCustodian)
    .where(
      and(
        eq(mediaCustodian.officer, officer),
        lte(mediaCustodian.since, now),
        or(isNull(mediaCustodian.until), sql`${mediaCustodian.until} > ${now}`),
      ),
    );
  return rows.map(({ unit }) => unit);
}
