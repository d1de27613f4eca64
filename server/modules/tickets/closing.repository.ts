import { and, asc, desc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import { below } from '../../platform/db/below.ts';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import type { Ticket } from './tickets.types.ts';

export type ClosingProposal = Tables['closingProposal']['$inferSelect'];

export async function insertProposal(tx: Tx, row: ClosingProposal): Promise<void> {
  await tx.insertRows(tx.tables.closingProposal, [row]);
}

export async function openProposal(read: Read, ticket: string): Promise<ClosingProposal | null> {
  const { closingProposal } = read.tables;
  const rows = await read
    .select()
    .from(closingProposal)
    .where(and(eq(closingProposal.ticket, ticket), isNull(closingProposal.endedAt)));
  return rows[0] ?? null;
}

/** The newest proposal of a ticket, open or not. */
export async function lastProposal(read: Read, ticket: string): Promise<ClosingProposal | null> {
  const { closingProposal } = read.tables;
  const rows = await read
    .select()
    .from(closingProposal)
    .where(eq(closingProposal.ticket, ticket))
    .orderBy(desc(closingProposal.startedAt))
    .limit(1);
  return rows[0] ?? null;
}

/** Who approved the reports of these tickets, and when: the closing bears the same moment. */
export async function approvalsOf(
  read: Read,
  tickets: readonly string[],
): Promise<{ ticket: string; at: number; officer: string }[]> {
  if (tickets.length === 0) return [];
  const { closingProposal: row } = read.tables;
  const rows = await read
    .select({ ticket: row.ticket, at: row.endedAt, officer: row.endedBy })
    .from(row)
    .where(and(inArray(row.ticket, [...tickets]), eq(row.ending, 'approved')));
  return rows.flatMap(({ ticket, at, officer }) => (at === null || officer === null ? [] : [{ ticket, at, officer }]));
}

/** What waits to be approved from units under the viewer's, of tickets that he may see, the longest first. */
export async function waitingProposals(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<{ proposal: ClosingProposal; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { closingProposal: proposal, ticket } = read.tables;
  return read
    .select({ proposal, ticket })
    .from(proposal)
    .innerJoin(ticket, eq(ticket.id, proposal.ticket))
    .where(
      and(
        isNull(proposal.endedAt),
        sql`${proposal.unit} IN ${below({ table: 'unit', ids: viewer.units })}`,
        notInArray(proposal.unit, [...viewer.units]),
        isSeenBy(read, proposal.num, viewer),
      ),
    )
    .orderBy(asc(proposal.startedAt))
    .limit(limit);
}
