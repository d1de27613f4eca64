import { and, asc, desc, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Message } from '../inbound/inbound.types.ts';
import type { WordRow } from './lexicon.types.ts';

/** Every entered word, the latest first; with `fold`, those that it stands in. */
export async function listWords(read: Read, fold = ''): Promise<WordRow[]> {
  const { enteredWord } = read.tables;
  const holds: SQL | undefined =
    fold === '' ? undefined : sql`${enteredWord.fold} LIKE ${`%${fold.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`;
  return read.select().from(enteredWord).where(holds).orderBy(desc(enteredWord.at), asc(enteredWord.id));
}

export async function findWord(read: Read, id: string): Promise<WordRow | null> {
  const { enteredWord } = read.tables;
  const rows = await read.select().from(enteredWord).where(eq(enteredWord.id, id));
  return rows[0] ?? null;
}

export async function findByFold(read: Read, fold: string): Promise<WordRow | null> {
  const { enteredWord } = read.tables;
  const rows = await read.select().from(enteredWord).where(eq(enteredWord.fold, fold));
  return rows[0] ?? null;
}

export async function countWords(read: Read): Promise<number> {
  const { enteredWord } = read.tables;
  const rows = await read.select({ n: sql<number>`count(*)` }).from(enteredWord);
  return Number(rows[0]?.n ?? 0);
}

/** False when the phrase was entered already. */
export async function insertWord(tx: Tx, row: WordRow): Promise<boolean> {
  const { enteredWord } = tx.tables;
  const rows = await tx.insert(enteredWord).values(row).onConflictDoNothing().returning({ id: enteredWord.id });
  return rows.length > 0;
}

/** Changes a word as it was read; null when somebody was faster. */
export async function changeWord(
  tx: Tx,
  { id, version, set }: { id: string; version: number; set: Partial<Omit<WordRow, 'text' | 'fold'>> },
): Promise<WordRow | null> {
  const { enteredWord } = tx.tables;
  const rows = await tx
    .update(enteredWord)
    .set({ ...set, version: version + 1 })
    .where(and(eq(enteredWord.id, id), eq(enteredWord.version, version)))
    .returning();
  return rows[0] ?? null;
}

export async function deleteWord(tx: Tx, { id, version }: { id: string; version: number }): Promise<boolean> {
  const { enteredWord } = tx.tables;
  const rows = await tx
    .delete(enteredWord)
    .where(and(eq(enteredWord.id, id), eq(enteredWord.version, version)))
    .returning({ id: enteredWord.id });
  return rows.length > 0;
}

/** Messages of a ticket among which its first is sought. */
const LOOKED_THROUGH = 50;

/** What a ticket was made of: the reporter's first message on each of these. */
export async function pleasOf(read: Read, tickets: readonly string[]): Promise<Message[]> {
  if (tickets.length === 0) return [];
  const { message } = read.tables;
  const rows = await read
    .select()
    .from(message)
    .where(and(inArray(message.ticket, [...tickets]), eq(message.voice, 'reporter'), isNull(message.deletedAt)))
    .orderBy(asc(message.at))
    .limit(tickets.length * LOOKED_THROUGH);
  const first = new Map<string, Message>();
  for (const row of rows) if (row.ticket !== null && !first.has(row.ticket)) first.set(row.ticket, row);
  return [...first.values()];
}

/** The newest pleas since a moment that are neither protected nor about police, whoever asks: to be counted, never shown. */
export async function newestCountable(
  read: Read,
  { since, limit }: { since: number; limit: number },
): Promise<Message[]> {
  const { message, ticket } = read.tables;
  const rows = await read
    .select({ message })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticket))
    .where(
      and(
        eq(message.state, 'done'),
        gt(message.receivedAt, since),
        eq(message.voice, 'reporter'),
        isNull(message.deletedAt),
        eq(ticket.protected, false),
        eq(ticket.aboutPolice, 'no'),
      ),
    )
    .orderBy(desc(message.receivedAt), desc(message.id))
    .limit(limit);
  return rows.map((row) => row.message);
}
