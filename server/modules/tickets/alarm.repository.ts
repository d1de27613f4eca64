import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { veil } from './veil.repository.ts';
import type { Alarm } from './alarm.rules.ts';
import type { Ticket } from './tickets.types.ts';

/** Writes alarms; a ticket that has an open one keeps it. Answers the tickets of those that are new. */
export async function insertAlarms(tx: Tx, alarms: readonly Alarm[]): Promise<Set<string>> {
  const { alarm } = tx.tables;
  if (alarms.length === 0) return new Set();
  const rows = await tx
    .insert(alarm)
    .values([...alarms])
    .onConflictDoNothing()
    .returning({ ticket: alarm.ticket });
  return new Set(rows.map(({ ticket }) => ticket));
}

export async function openAlarm(read: Read, ticket: string): Promise<Alarm | null> {
  const { alarm } = read.tables;
  const query = prepared(read, 'tickets.openAlarm', () =>
    read
      .select()
      .from(alarm)
      .where(and(eq(alarm.ticket, sql.placeholder('ticket')), isNull(alarm.endedAt))),
  );
  const rows = await query.execute({ ticket });
  return rows[0] ?? null;
}

/** Which of these tickets have an open alarm. */
export async function alarmedAmong(read: Read, tickets: readonly string[]): Promise<Set<string>> {
  const { alarm } = read.tables;
  if (tickets.length === 0) return new Set();
  const rows = await read
    .select({ ticket: alarm.ticket })
    .from(alarm)
    .where(and(inArray(alarm.ticket, [...tickets]), isNull(alarm.endedAt)));
  return new Set(rows.map(({ ticket }) => ticket));
}

/** The open alarm of a ticket, or the last one. */
export async function lastAlarm(read: Read, ticket: string): Promise<Alarm | null> {
  const { alarm } = read.tables;
  const rows = await read.select().from(alarm).where(eq(alarm.ticket, ticket)).orderBy(desc(alarm.raisedAt)).limit(1);
  return rows[0] ?? null;
}

/** Changes an open alarm as it was read; null when somebody was faster. */
export async function changeAlarm(
  tx: Tx,
  { before, set }: { before: Alarm; set: Partial<Alarm> },
): Promise<Alarm | null> {
  const { alarm } = tx.tables;
  const rows = await tx
    .update(alarm)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(alarm.id, before.id), eq(alarm.version, before.version), isNull(alarm.endedAt)))
    .returning();
  return rows[0] ?? null;
}

/** Open alarms of tickets that the viewer may see, the oldest first: from the few alarms to the ticket. */
export async function visibleAlarms(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<{ alarm: Alarm; ticket: Ticket }[]> {
  const { alarm, ticket } = read.tables;
  if (viewer.units.length === 0) return [];
  const found = await read
    .select({ alarm, ticket })
    .from(alarm)
    .crossJoin(ticket)
    .where(and(isNull(alarm.endedAt), eq(ticket.id, alarm.ticket), isSeenBy(read, alarm.num, viewer)))
    .orderBy(asc(alarm.raisedAt), asc(alarm.id))
    .limit(limit);
  const seen = await veil(read, { viewer, tickets: found.map((row) => row.ticket) });
  return found.map((row, at) => ({ alarm: row.alarm, ticket: seen[at] ?? row.ticket }));
}

/** Open alarms whose time to climb has come. */
export async function dueAlarms(
  read: Read,
  { now, limit }: { now: number; limit: number },
): Promise<{ alarm: Alarm; ticket: Ticket }[]> {
  const { alarm, ticket } = read.tables;
  return read
    .select({ alarm, ticket })
    .from(alarm)
    .innerJoin(ticket, eq(ticket.id, alarm.ticket))
    .where(and(isNull(alarm.endedAt), lte(alarm.dueAt, now)))
    .orderBy(asc(alarm.dueAt))
    .limit(limit);
}
