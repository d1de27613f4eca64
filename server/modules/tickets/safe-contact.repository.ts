import { eq, inArray, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { SafeContact } from './safe-contact.rules.ts';

export async function safeContactOf(read: Read, ticket: string): Promise<SafeContact | null> {
  const { safeContact } = read.tables;
  const query = prepared(read, 'tickets.safeContactOf', () =>
    read
      .select()
      .from(safeContact)
      .where(eq(safeContact.ticket, sql.placeholder('ticket'))),
  );
  return (await query.execute({ ticket }))[0] ?? null;
}

export async function safeContactsOf(read: Read, tickets: readonly string[]): Promise<SafeContact[]> {
  if (tickets.length === 0) return [];
  const { safeContact } = read.tables;
  return read
    .select()
    .from(safeContact)
    .where(inArray(safeContact.ticket, [...tickets]));
}

export async function saveSafeContact(tx: Tx, row: SafeContact): Promise<void> {
  const { safeContact } = tx.tables;
  const { ticket: _, ...set } = row;
  await tx.insert(safeContact).values(row).onConflictDoUpdate({ target: safeContact.ticket, set });
}

export async function dropSafeContact(tx: Tx, ticket: string): Promise<void> {
  const { safeContact } = tx.tables;
  await tx.delete(safeContact).where(eq(safeContact.ticket, ticket));
}
