import { and, asc, eq, gt, gte, inArray, isNull, or } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';

export type SignatureRow = Tables['messageSignature']['$inferSelect'];
export type SuggestionRow = Tables['matchSuggestion']['$inferSelect'];

export async function replaceSignatures(tx: Tx, rows: readonly SignatureRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { messageSignature } = tx.tables;
  const ids = rows.map((row) => row.message);
  await tx.delete(messageSignature).where(inArray(messageSignature.message, ids));
  await tx.insertRows(messageSignature, rows);
}

/** Signatures in order of settling, from a number on, of messages settled since a moment. */
export async function signaturesAfter(
  read: Read,
  { num, since, limit }: { num: number; since: number; limit: number },
): Promise<SignatureRow[]> {
  const { messageSignature } = read.tables;
  return read
    .select()
    .from(messageSignature)
    .where(and(gt(messageSignature.num, num), gte(messageSignature.at, since)))
    .orderBy(asc(messageSignature.num))
    .limit(limit);
}

export async function forgetMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  const { messageSignature, matchSuggestion } = tx.tables;
  await tx.delete(messageSignature).where(inArray(messageSignature.message, [...ids]));
  await tx
    .update(matchSuggestion)
    .set({ reasons: { shared: [], differences: [], fresh: [] } })
    .where(or(inArray(matchSuggestion.message, [...ids]), inArray(matchSuggestion.like, [...ids])));
}

/** Messages that still stand, with their tickets; `isPlea` where the ticket was made of it. */
export async function toldBy(read: Read, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { message, ticket, join } = read.tables;
  const rows = await read
    .select({ message, ticket, joined: join.message })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticket))
    .leftJoin(join, eq(join.message, message.id))
    .where(and(inArray(message.id, [...new Set(ids)]), isNull(message.deletedAt), eq(message.direction, 'in')));
  return rows.map(({ joined, ...row }) => ({ ...row, isPlea: joined === null }));
}

/** What was found before on these tickets. */
export async function suggestionsOfTickets(read: Read, tickets: readonly string[]): Promise<SuggestionRow[]> {
  if (tickets.length === 0) return [];
  const { matchSuggestion } = read.tables;
  return read
    .select()
    .from(matchSuggestion)
    .where(inArray(matchSuggestion.ticket, [...tickets]));
}

export async function insertSuggestions(tx: Tx, rows: readonly SuggestionRow[]): Promise<void> {
  if (rows.length > 0) await tx.insertRows(tx.tables.matchSuggestion, rows, { onConflict: 'ignore' });
}
