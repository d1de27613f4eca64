import { asc, desc, gt, lte, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tables, Tx } from '../../schema.ts';

export type Book = Tables['deadlineBook']['$inferSelect'];
export type Calendar = Tables['calendar']['$inferSelect'];

/** What was in force at a moment; null before anything was set. */
export async function bookAt(read: Read, at: number): Promise<Book | null> {
  const { deadlineBook } = read.tables;
  const query = prepared(read, 'deadlines.bookAt', () =>
    read
      .select()
      .from(deadlineBook)
      .where(lte(deadlineBook.validFrom, sql.placeholder('at')))
      .orderBy(desc(deadlineBook.validFrom), desc(deadlineBook.version))
      .limit(1),
  );
  const rows = await query.execute({ at });
  return rows[0] ?? null;
}

/** What was set, the last first. */
export async function booksSet(read: Read, limit: number): Promise<Book[]> {
  const { deadlineBook } = read.tables;
  return read.select().from(deadlineBook).orderBy(desc(deadlineBook.version)).limit(limit);
}

/** What is planned to take over after a moment, as it would then hold: one for each time, the first first. */
export async function booksAfter(read: Read, at: number): Promise<Book[]> {
  const { deadlineBook } = read.tables;
  const rows = await read
    .select()
    .from(deadlineBook)
    .where(gt(deadlineBook.validFrom, at))
    .orderBy(asc(deadlineBook.validFrom), asc(deadlineBook.version));
  return [...new Map(rows.map((row) => [row.validFrom, row])).values()];
}

/** Writes the next book; false when somebody has written one of this version. */
export async function insertBook(tx: Tx, book: Book): Promise<boolean> {
  const { deadlineBook } = tx.tables;
  const rows = await tx
    .insert(deadlineBook)
    .values(book)
    .onConflictDoNothing()
    .returning({ version: deadlineBook.version });
  return rows.length > 0;
}

export async function calendarsSet(read: Read): Promise<Calendar[]> {
  const { calendar } = read.tables;
  return read.select().from(calendar).orderBy(asc(calendar.unit));
}

/** Writes a unit's calendar after the version that was seen (0: none); false when somebody was faster. */
export async function saveCalendar(tx: Tx, row: Calendar): Promise<boolean> {
  const { calendar } = tx.tables;
  const { unit, version, ...set } = row;
  if (version === 1) {
    const made = await tx.insert(calendar).values(row).onConflictDoNothing().returning({ unit: calendar.unit });
    return made.length > 0;
  }
  const rows = await tx
    .update(calendar)
    .set({ ...set, version })
    .where(sql`${calendar.unit} = ${unit} AND ${calendar.version} = ${version - 1}`)
    .returning({ unit: calendar.unit });
  return rows.length > 0;
}

/** Takes a unit's calendar away; false when it was changed meanwhile. */
export async function dropCalendar(tx: Tx, { unit, version }: { unit: string; version: number }): Promise<boolean> {
  const { calendar } = tx.tables;
  const rows = await tx
    .delete(calendar)
    .where(sql`${calendar.unit} = ${unit} AND ${calendar.version} = ${version}`)
    .returning({ unit: calendar.unit });
  return rows.length > 0;
}

/** Kinds of channel on which there are accounts. */
export async function channelKinds(read: Read): Promise<string[]> {
  const { channelAccount } = read.tables;
  const rows = await read
    .selectDistinct({ kind: channelAccount.kind })
    .from(channelAccount)
    .orderBy(channelAccount.kind);
  return rows.map(({ kind }) => kind);
}
