import { and, asc, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Ticket } from './tickets.types.ts';

export type Verdict = Tables['verdict']['$inferSelect'];

/** The newest verdict on a ticket, that nobody answered included. */
export async function lastVerdict(read: Read, ticket: string): Promise<Verdict | null> {
  const { verdict } = read.tables;
  const rows = await read
    .select()
    .from(verdict)
    .where(eq(verdict.ticket, ticket))
    .orderBy(desc(verdict.closedAt))
    .limit(1);
  return rows[0] ?? null;
}

/** How often the citizen's word alone has opened a ticket again. */
export async function countReopened(read: Read, ticket: string): Promise<number> {
  const { verdict } = read.tables;
  const rows = await read
    .select({ n: sql<number>`count(*)` })
    .from(verdict)
    .where(and(eq(verdict.ticket, ticket), eq(verdict.reopened, true)));
  return Number(rows[0]?.n ?? 0);
}

/** Writes the one verdict of a closing, in the place of what was said of it before. */
export async function saveVerdict(tx: Tx, row: Verdict): Promise<void> {
  const { verdict } = tx.tables;
  const { id: _, ticket: __, closedAt: ___, ...set } = row;
  await tx
    .insert(verdict)
    .values(row)
    .onConflictDoUpdate({ target: [verdict.ticket, verdict.closedAt], set });
}

/** Tickets closed in a span that are neither verified nor judged, oldest first. */
export async function unanswered(
  read: Read,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<Ticket[]> {
  const { ticket, verdict } = read.tables;
  const rows = await read
    .select({ ticket })
    .from(ticket)
    .leftJoin(verdict, and(eq(verdict.ticket, ticket.id), eq(verdict.closedAt, ticket.closedAt)))
    .where(and(gt(ticket.closedAt, after), lte(ticket.closedAt, until), eq(ticket.state, 'closed'), isNull(verdict.id)))
    .orderBy(asc(ticket.closedAt))
    .limit(limit);
  return rows.map((row) => row.ticket);
}

/** Notes that nobody has answered for a closing; false when somebody just has. */
export async function insertSilence(tx: Tx, row: Verdict): Promise<boolean> {
  const { verdict } = tx.tables;
  const rows = await tx.insert(verdict).values(row).onConflictDoNothing().returning({ id: verdict.id });
  return rows.length > 0;
}

/** Unit of the position that wrote the newest report which stands, or of the senior's that approved it. */
export const unitOfCloser = async (read: Read, ticket: string): Promise<string | null> =>
  (await closerOfReport(read, ticket))?.unit ?? null;

/** Who wrote the newest report which stands, and the unit that it was closed at. */
export async function closerOfReport(read: Read, ticket: string): Promise<{ unit: string; officer: string } | null> {
  const { actionReport, position } = read.tables;
  const rows = await read
    .select({ unit: position.unit, officer: actionReport.officer })
    .from(actionReport)
    .innerJoin(position, eq(position.id, sql`coalesce(${actionReport.approvedBy}, ${actionReport.position})`))
    .where(and(eq(actionReport.ticket, ticket), isNull(actionReport.withdrawnAt)))
    .orderBy(desc(actionReport.at))
    .limit(1);
  return rows[0] ?? null;
}
