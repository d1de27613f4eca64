import { and, asc, eq, exists, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import { publicHash } from './answer-hash.rules.ts';
import { maySend } from './neutral.rules.ts';
import { isFenced } from '../../platform/settings/settings.repository.ts';
import type { Read, Tables, Tx } from '../../schema.ts';

export type OutboxRow = Tables['outbox']['$inferSelect'];
export type NewOutboxRow = Tables['outbox']['$inferInsert'];

export async function insertSends(tx: Tx, rows: readonly NewOutboxRow[]): Promise<void> {
  await tx.insertRows(tx.tables.outbox, rows, { onConflict: 'ignore' });
}

/** Cancels what one act of a ticket queued, as far as it still waits; false when some of it is on its way already. */
export async function cancelSends(
  tx: Tx,
  { ticket, createdAt }: { ticket: string; createdAt: number },
): Promise<boolean> {
  const { outbox } = tx.tables;
  const queued = and(eq(outbox.ticket, ticket), eq(outbox.createdAt, createdAt));
  await tx
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(and(queued, inArray(outbox.state, ['waiting', 'held'])));
  const left = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(queued, ne(outbox.state, 'cancelled')));
  return left.length === 0;
}

/** Why a public answer was taken back. */
const HUSHED = 'became-protected';

export async function hushPublic(tx: Tx, { ticket, neutral }: { ticket: string; neutral: string }): Promise<void> {
  const { outbox } = tx.tables;
  await tx
    .update(outbox)
    .set({ state: 'cancelled', error: HUSHED })
    .where(
      and(eq(outbox.ticket, ticket), eq(outbox.kind, 'reply'), eq(outbox.state, 'waiting'), ne(outbox.text, neutral)),
    );
}

/**
 * Takes back of these messages what would be said in public on tickets that have become protected: one that was on its way
 * then and waits again, or one that was queued by whoever read the ticket a moment before. Their tickets must be held by
 * the transaction. Returns what was taken back.
 */
export async function hushDue(tx: Tx, sends: readonly string[]): Promise<{ id: string; ticket: string }[]> {
  const { outbox, ticket } = tx.tables;
  const due = await tx
    .select({ id: outbox.id, kind: outbox.kind, text: outbox.text, protected: ticket.protected })
    .from(outbox)
    .crossJoin(ticket)
    .where(
      and(
        eq(outbox.state, 'waiting'),
        inArray(outbox.id, [...sends]),
        eq(outbox.kind, 'reply'),
        eq(ticket.id, outbox.ticket),
        eq(ticket.protected, true),
      ),
    );
  const hushed = due.filter((send) => !maySend(send, send)).map(({ id }) => id);
  if (hushed.length === 0) return [];
  return tx
    .update(outbox)
    .set({ state: 'cancelled', error: HUSHED })
    .where(and(inArray(outbox.id, hushed), eq(outbox.state, 'waiting')))
    .returning({ id: outbox.id, ticket: outbox.ticket });
}

export async function speakAgain(tx: Tx, ticket: string): Promise<void> {
  const { outbox } = tx.tables;
  await tx
    .update(outbox)
    .set({ state: 'waiting', error: null })
    .where(and(eq(outbox.ticket, ticket), eq(outbox.state, 'cancelled'), eq(outbox.error, HUSHED)));
}

/**
 * The oldest rows that are due. A row in `sending` whose lease ran out may have been sent: it becomes `settling`, and is
 * never sent again before the channel was asked.
 */
export async function dueSends(
  tx: Tx,
  { now, limit }: { now: number; limit: number },
): Promise<{ id: string; ticket: string }[]> {
  const { outbox } = tx.tables;
  await tx
    .update(outbox)
    .set({ state: 'settling', leaseUntil: null, notBefore: now })
    .where(and(eq(outbox.state, 'sending'), lt(outbox.leaseUntil, now)));
  return tx
    .select({ id: outbox.id, ticket: outbox.ticket })
    .from(outbox)
    .where(
      and(
        inArray(outbox.state, ['waiting', 'settling']),
        lte(outbox.notBefore, now),
        or(isNull(outbox.leaseUntil), lt(outbox.leaseUntil, now)),
      ),
    )
    .orderBy(asc(outbox.notBefore))
    .limit(limit);
}

/** Takes of these rows those that still wait for it. */
export async function takeDue(
  tx: Tx,
  { sends, now, leaseUntil }: { sends: readonly string[]; now: number; leaseUntil: number },
): Promise<OutboxRow[]> {
  const { outbox } = tx.tables;
  return tx
    .update(outbox)
    .set({
      leaseUntil,
      state: sql`CASE WHEN ${outbox.state} = 'waiting' THEN 'sending' ELSE 'settling' END`,
      firstTriedAt: sql`coalesce(${outbox.firstTriedAt}, ${now})`,
      attempts: sql`${outbox.attempts} + 1`,
    })
    .where(
      and(
        inArray(outbox.id, [...sends]),
        inArray(outbox.state, ['waiting', 'settling']),
        or(isNull(outbox.leaseUntil), lt(outbox.leaseUntil, now)),
      ),
    )
    .returning();
}

/** Writes the end of an attempt; false when the lease was lost meanwhile. */
export async function finishSend(
  tx: Tx,
  { id, leaseUntil, set }: { id: string; leaseUntil: number; set: Partial<NewOutboxRow> },
): Promise<boolean> {
  const { outbox } = tx.tables;
  const rows = await tx
    .update(outbox)
    .set({ leaseUntil: null, ...set })
    .where(and(eq(outbox.id, id), eq(outbox.leaseUntil, leaseUntil)))
    .returning({ id: outbox.id });
  return rows.length > 0;
}

export async function sendsOf(read: Read, ticket: string): Promise<OutboxRow[]> {
  const { outbox } = read.tables;
  return read.select().from(outbox).where(eq(outbox.ticket, ticket)).orderBy(asc(outbox.createdAt));
}

export async function sendsInState(
  read: Read,
  { state, limit }: { state: string; limit: number },
): Promise<OutboxRow[]> {
  const { outbox } = read.tables;
  return read.select().from(outbox).where(eq(outbox.state, state)).orderBy(asc(outbox.notBefore)).limit(limit);
}

/** A person's word on a send nobody could tell of. Null when it is not `unknown` any more. */
export async function settleByPerson(
  tx: Tx,
  { id, state, at }: { id: string; state: 'sent' | 'waiting'; at: number },
): Promise<OutboxRow | null> {
  const { outbox } = tx.tables;
  const rows = await tx
    .update(outbox)
    .set({ state, notBefore: at, sentAt: state === 'sent' ? at : null, error: null })
    .where(and(eq(outbox.id, id), eq(outbox.state, 'unknown')))
    .returning();
  const [row] = rows;
  if (row && state === 'sent')
    await tx
      .update(outbox)
      .set({ textHash: publicHash(row) })
      .where(eq(outbox.id, id));
  return row ?? null;
}

/** External ids of contacts by their own ids. */
export async function contactExternalIds(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { contact } = read.tables;
  const rows = await read
    .select({ id: contact.id, externalId: contact.externalId })
    .from(contact)
    .where(inArray(contact.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.externalId]));
}

export async function countInState(read: Read, state: string): Promise<number> {
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM outbox WHERE state = ${state} LIMIT 1000) AS some`,
  );
  return Number(rows[0]?.n ?? 0);
}

/** True when a row is due, or one in `sending` has lost its lease. */
export async function hasDue(read: Read, now: number): Promise<boolean> {
  const rows = await read.all<{ one: number }>(
    sql`SELECT 1 AS one FROM outbox WHERE (state IN ('waiting', 'settling') AND not_before <= ${now}) OR (state = 'sending' AND lease_until < ${now}) LIMIT 1`,
  );
  return rows.length > 0 && !(await isFenced(read));
}

/** What was or is being sent on tickets: to tell our own posts when the channel brings them back. */
export async function sentOnTickets(
  read: Read,
  tickets: readonly string[],
): Promise<{ ticket: string; externalId: string | null; text: string }[]> {
  if (tickets.length === 0) return [];
  const { outbox } = read.tables;
  return read
    .select({ ticket: outbox.ticket, externalId: outbox.externalId, text: outbox.text })
    .from(outbox)
    .where(inArray(outbox.ticket, [...new Set(tickets)]));
}

/** What was sent last on each of these tickets, and its last report's answer: what a bare yes or no can be said to. */
export async function lastSentOn(
  read: Read,
  tickets: readonly string[],
): Promise<Map<string, { readonly answer: string; readonly isLast: boolean }>> {
  if (tickets.length === 0) return new Map();
  const { outbox } = read.tables;
  const rows = await read
    .select({ ticket: outbox.ticket, externalId: outbox.externalId, purpose: outbox.purpose })
    .from(outbox)
    .where(and(inArray(outbox.ticket, [...new Set(tickets)]), eq(outbox.state, 'sent')))
    .orderBy(asc(outbox.sentAt), asc(outbox.id));
  const last = new Map<string, { answer: string; isLast: boolean }>();
  for (const { ticket, externalId, purpose } of rows) {
    const before = last.get(ticket);
    if (purpose === 'answer' && externalId !== null) last.set(ticket, { answer: externalId, isLast: true });
    else if (before) last.set(ticket, { ...before, isLast: false });
  }
  return last;
}

/** Cancels acknowledgements that wait on tickets whose thread holds an answer of ours already. Returns how many. */
export async function cancelAnswered(tx: Tx): Promise<number> {
  const { outbox, message } = tx.tables;
  const answered = tx
    .select({ ticket: message.ticket })
    .from(message)
    .where(and(eq(message.ticket, outbox.ticket), eq(message.direction, 'out')));
  const rows = await tx
    .update(outbox)
    .set({ state: 'cancelled', error: 'answered' })
    .where(and(eq(outbox.state, 'waiting'), eq(outbox.purpose, 'acknowledgement'), exists(answered)))
    .returning({ id: outbox.id });
  return rows.length;
}

/**
 * After a restore: acknowledgements decided since then, by policy, of pleas that were written before. The lost run may
 * have sent them, with another number: they are looked for, and sent only by a person's word.
 */
export async function doubtAcknowledgements(tx: Tx, { since, now }: { since: number; now: number }): Promise<void> {
  const { outbox, ticket } = tx.tables;
  const older = tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.id, outbox.ticket), lt(ticket.at, since)));
  await tx
    .update(outbox)
    .set({
      // What is held stays so, and is looked for once it is given free.
      state: sql`CASE WHEN ${outbox.state} = 'waiting' THEN 'settling' ELSE ${outbox.state} END`,
      notBefore: now,
      firstTriedAt: now,
    })
    .where(
      and(
        inArray(outbox.state, ['waiting', 'held']),
        eq(outbox.purpose, 'acknowledgement'),
        isNull(outbox.officer),
        gte(outbox.createdAt, since),
        exists(older),
      ),
    );
}

/** Of a send's ticket what says whether it may go out. */
export async function ticketOfSend(read: Read, id: string): Promise<{ protected: boolean } | null> {
  const { ticket } = read.tables;
  const rows = await read.select({ protected: ticket.protected }).from(ticket).where(eq(ticket.id, id));
  return rows[0] ?? null;
}
