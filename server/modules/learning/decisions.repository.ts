import { and, asc, desc, eq, gte, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { DecisionRow } from './learning.types.ts';

/** What the stages had said of the message that a ticket was made of; null for dockets taken down by hand. */
export async function saidOf(read: Read, ticket: string) {
  const { message, prediction } = read.tables;
  const query = prepared(read, 'learning.saidOf', () =>
    read
      .select({ message: message.id, account: message.account, prediction })
      .from(message)
      .innerJoin(prediction, eq(prediction.message, message.id))
      .where(and(eq(message.ticket, sql.placeholder('ticket')), eq(message.voice, 'reporter')))
      .orderBy(message.at)
      .limit(1),
  );
  const rows = await query.execute({ ticket });
  return rows[0] ?? null;
}

/** Keeps the newest decision; what the stages had said first stays as it was. */
export async function saveDecision(tx: Tx, row: DecisionRow): Promise<void> {
  const { decision } = tx.tables;
  const { answer, category, urgency, language, at } = row;
  await tx
    .insert(decision)
    .values(row)
    .onConflictDoUpdate({ target: decision.message, set: { answer, category, urgency, language, at } });
}

export async function removeDecisionOf(tx: Tx, ticket: string): Promise<void> {
  const { decision } = tx.tables;
  await tx.delete(decision).where(eq(decision.ticket, ticket));
}

/** Examples go with their messages. */
export async function forgetDecisions(tx: Tx, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return;
  const { decision } = tx.tables;
  await tx.delete(decision).where(inArray(decision.message, [...messages]));
}

/** Newest decisions with the words they were made on and the account they came by. */
export async function lessonRows(read: Read, limit: number) {
  const { decision, message, channelAccount } = read.tables;
  return read
    .select({
      decision,
      text: message.text,
      kind: channelAccount.kind,
      training: channelAccount.training,
    })
    .from(decision)
    .innerJoin(message, eq(message.id, decision.message))
    .innerJoin(channelAccount, eq(channelAccount.id, decision.account))
    .where(and(isNotNull(decision.answer), sql`${message.text} <> ''`))
    .orderBy(desc(decision.at))
    .limit(limit);
}

/** Decisions since a moment, for the page of quality. */
export async function decisionsSince(read: Read, since: number, limit: number): Promise<DecisionRow[]> {
  const { decision } = read.tables;
  return read.select().from(decision).where(gte(decision.at, since)).orderBy(desc(decision.at)).limit(limit);
}

export async function countDecisions(read: Read, since: number): Promise<number> {
  const { decision } = read.tables;
  const rows = await read
    .select({ n: sql<number>`count(*)` })
    .from(decision)
    .where(gte(decision.at, since));
  return Number(rows[0]?.n ?? 0);
}

/** Accounts by which messages come, with what an administrator said of their filter. */
export async function accountsWithThresholds(read: Read) {
  const { channelAccount: a } = read.tables;
  return read
    .select({ id: a.id, kind: a.kind, handle: a.handle, version: a.version, keep: a.keep })
    .from(a)
    .where(ne(a.kind, 'desk'))
    .orderBy(asc(a.handle));
}
