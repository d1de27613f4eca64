import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { noConflict } from '../tickets/visible.usecases.ts';

export type Commendation = Tables['commendation']['$inferSelect'];

/** Passes praise on; null when the officer has it already. */
export async function insertCommendation(tx: Tx, row: Commendation): Promise<Commendation | null> {
  const { commendation } = tx.tables;
  const rows = await tx.insert(commendation).values(row).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

export async function findCommendation(read: Read, id: string): Promise<Commendation | null> {
  const { commendation } = read.tables;
  const rows = await read.select().from(commendation).where(eq(commendation.id, id));
  return rows[0] ?? null;
}

/** False when it was taken back already. */
export async function withdraw(tx: Tx, { id, at }: { id: string; at: number }): Promise<boolean> {
  const { commendation } = tx.tables;
  const rows = await tx
    .update(commendation)
    .set({ withdrawnAt: at })
    .where(and(eq(commendation.id, id), isNull(commendation.withdrawnAt)))
    .returning({ id: commendation.id });
  return rows.length > 0;
}

/** To whom the praise of a ticket was passed on. */
export async function commendationsOfTicket(read: Read, ticket: string): Promise<(Commendation & { name: string })[]> {
  const { commendation, officer } = read.tables;
  const rows = await read
    .select({ commendation, name: officer.name })
    .from(commendation)
    .innerJoin(officer, eq(officer.id, commendation.officer))
    .where(and(eq(commendation.ticket, ticket), isNull(commendation.withdrawnAt)))
    .orderBy(asc(commendation.at));
  return rows.map((row) => ({ ...row.commendation, name: row.name }));
}

/** Praise that an officer was given, newest first, while its ticket still stands as praise. */
export async function commendationsOf(
  read: Read,
  { officer, limit }: { officer: string; limit: number },
): Promise<Commendation[]> {
  const { commendation, ticket } = read.tables;
  const rows = await read
    .select({ commendation })
    .from(commendation)
    .crossJoin(ticket)
    .where(
      and(
        eq(commendation.officer, officer),
        isNull(commendation.withdrawnAt),
        eq(ticket.id, commendation.ticket),
        eq(ticket.state, 'not_for_us'),
        eq(ticket.reason, 'praise'),
        eq(ticket.protected, false),
        noConflict(read, commendation.num, officer),
      ),
    )
    .orderBy(desc(commendation.at), desc(commendation.id))
    .limit(limit);
  return rows.map((row) => row.commendation);
}

/** Officers whom a ticket is about. */
export async function hiddenFrom(read: Read, num: number): Promise<ReadonlySet<string>> {
  const { ticketConflict } = read.tables;
  const rows = await read
    .select({ officer: ticketConflict.officer })
    .from(ticketConflict)
    .where(eq(ticketConflict.num, num));
  return new Set(rows.map(({ officer }) => officer));
}
