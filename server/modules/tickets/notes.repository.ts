import { asc, eq } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';

export async function insertNote(
  tx: Tx,
  note: { id: string; ticket: string; text: string; officer: string; at: number },
): Promise<void> {
  await tx.insert(tx.tables.ticketNote).values(note);
}

/** Takes back the reason that went with an act. */
export async function removeNote(tx: Tx, id: string): Promise<void> {
  const { ticketNote } = tx.tables;
  await tx.delete(ticketNote).where(eq(ticketNote.id, id));
}

export async function notesOf(
  read: Read,
  ticket: string,
): Promise<{ id: string; text: string; officer: string; at: number }[]> {
  const { ticketNote } = read.tables;
  return read.select().from(ticketNote).where(eq(ticketNote.ticket, ticket)).orderBy(asc(ticketNote.at));
}
