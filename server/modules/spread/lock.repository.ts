import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, linesOf, notWrittenForOthers, withParts, type Viewer } from '../tickets/visible.usecases.ts';

export type VoiceLock = Tables['voiceLock']['$inferSelect'];

/** A lock with the incidents that it stands for: where it was set, and where its ticket has gone since. */
export interface OpenLock extends VoiceLock {
  readonly incidents: readonly string[];
}

const MOST_LOCKS = 500;

/** Locks that hold now, the oldest first. They are few. */
export async function openLocks(read: Read, now: number): Promise<OpenLock[]> {
  const { voiceLock, ticket } = read.tables;
  const rows = await read
    .select({ lock: voiceLock, incident: sql<string>`coalesce(${ticket.incident}, ${ticket.id})` })
    .from(voiceLock)
    .crossJoin(ticket)
    .where(and(isNull(voiceLock.endedAt), gt(voiceLock.until, now), eq(ticket.id, voiceLock.ticket)))
    .orderBy(asc(voiceLock.setAt))
    .limit(MOST_LOCKS);
  return rows.map(({ lock, incident }) => ({ ...lock, incidents: [...new Set([lock.incident, incident])] }));
}

/** Writes a lock unless the incident has an open one; true when it was written. */
export async function insertLock(tx: Tx, lock: VoiceLock): Promise<boolean> {
  const { voiceLock } = tx.tables;
  const rows = await tx.insert(voiceLock).values(lock).onConflictDoNothing().returning({ id: voiceLock.id });
  return rows.length > 0;
}

/** Ends a lock as it was read; false when somebody was faster. */
export async function endLock(
  tx: Tx,
  { before, at, by }: { before: Pick<VoiceLock, 'id' | 'version'>; at: number; by: string | null },
): Promise<boolean> {
  const { voiceLock } = tx.tables;
  const rows = await tx
    .update(voiceLock)
    .set({ endedAt: at, endedBy: by, version: before.version + 1 })
    .where(and(eq(voiceLock.id, before.id), eq(voiceLock.version, before.version), isNull(voiceLock.endedAt)))
    .returning({ id: voiceLock.id });
  return rows.length > 0;
}

/** Locks whose time has run out. */
export async function expiredLocks(read: Read, { now, limit }: { now: number; limit: number }): Promise<VoiceLock[]> {
  const { voiceLock } = read.tables;
  return read
    .select()
    .from(voiceLock)
    .where(and(isNull(voiceLock.endedAt), lte(voiceLock.until, now)))
    .orderBy(asc(voiceLock.until))
    .limit(limit);
}

/**
 * What each ticket tells of; a matter that was split off also of what those tell of that it came from, since answers to it
 * stand in the first one's thread.
 */
export async function incidentsOf(read: Read, ids: readonly string[]): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const { ticket, incident } of await linesOf(read, ids))
    found.set(ticket, [...(found.get(ticket) ?? []), incident]);
  return found;
}

/** Why a message waits: another position alone speaks in public. */
export const ONE_VOICE = 'one-voice';

/** Holds what waits to be said in public by others on these incidents; of these messages alone, where they are given. */
export async function holdOthers(
  tx: Tx,
  { incidents, position, sends }: { incidents: readonly string[]; position: string; sends?: readonly string[] },
): Promise<{ id: string; ticket: string }[]> {
  const { outbox, ticket } = tx.tables;
  const list = [...incidents];
  const told = sql`SELECT id FROM ${ticket} WHERE ${inArray(ticket.incident, list)}
    UNION ALL SELECT id FROM ${ticket} WHERE ${inArray(ticket.id, list)} AND ${isNull(ticket.incident)}`;
  return tx
    .update(outbox)
    .set({ state: 'held', error: ONE_VOICE })
    .where(
      and(
        eq(outbox.state, 'waiting'),
        sends === undefined ? undefined : inArray(outbox.id, [...sends]),
        eq(outbox.kind, 'reply'),
        sql`(${outbox.officer} IS NULL OR ${outbox.officer} <> ${position})`,
        sql`${outbox.ticket} IN (${withParts(told)})`,
      ),
    )
    .returning({ id: outbox.id, ticket: outbox.ticket });
}

/** Messages that were held, of tickets that the viewer may see, the newest first; of one ticket when it is given. */
export async function heldSends(
  read: Read,
  { viewer, tickets, limit }: { viewer: Viewer; tickets?: readonly string[]; limit: number },
) {
  if (viewer.units.length === 0 || tickets?.length === 0) return [];
  const { outbox, ticket } = read.tables;
  return read
    .select({
      id: outbox.id,
      ticket: outbox.ticket,
      docket: ticket.docket,
      purpose: outbox.purpose,
      kind: outbox.kind,
      text: outbox.text,
      position: outbox.officer,
      at: outbox.createdAt,
      firstTriedAt: outbox.firstTriedAt,
      protected: ticket.protected,
      language: ticket.language,
    })
    .from(outbox)
    .crossJoin(ticket)
    .where(
      and(
        eq(outbox.state, 'held'),
        eq(outbox.error, ONE_VOICE),
        tickets === undefined ? undefined : inArray(outbox.ticket, [...tickets]),
        eq(ticket.id, outbox.ticket),
        isSeenBy(read, ticket.num, viewer),
        notWrittenForOthers(read, { at: outbox.createdAt, viewer }),
      ),
    )
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(limit);
}

/** What becomes of a message that was held; false when it is not held any more. */
export async function settleHeldSend(
  tx: Tx,
  { id, ticket, set }: { id: string; ticket: string; set: { state: string; notBefore?: number; error: string | null } },
): Promise<boolean> {
  const { outbox } = tx.tables;
  const rows = await tx
    .update(outbox)
    .set(set)
    .where(and(eq(outbox.id, id), eq(outbox.ticket, ticket), eq(outbox.state, 'held'), eq(outbox.error, ONE_VOICE)))
    .returning({ id: outbox.id });
  return rows.length > 0;
}
