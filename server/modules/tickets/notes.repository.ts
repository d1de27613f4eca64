import { asc, eq, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
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
  const query = prepared(read, 'tickets.notesOf', () =>
    read
      .select()
      .from(ticketNote)
      .where(eq(ticketNote.ticket, sql.placeholder('ticket')))
      .orderBy(asc(ticketNote.at)),
  );
  return query.execute({ ticket });
}
