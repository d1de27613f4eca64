import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';

export type ProposedReport = Tables['proposedReport']['$inferSelect'];

export async function insertProposal(tx: Tx, row: ProposedReport): Promise<void> {
  await tx.insertRows(tx.tables.proposedReport, [row]);
}

export async function proposalsOf(read: Read, ticket: string): Promise<ProposedReport[]> {
  const { proposedReport } = read.tables;
  return read.select().from(proposedReport).where(eq(proposedReport.ticket, ticket)).orderBy(asc(proposedReport.at));
}

/** Sets a proposal aside as looked at; false when somebody was faster, or it is another ticket's. */
export async function settleProposal(
  tx: Tx,
  { id, ticket, officer, at }: { id: string; ticket: string; officer: string; at: number },
): Promise<boolean> {
  const { proposedReport } = tx.tables;
  const rows = await tx
    .update(proposedReport)
    .set({ settledAt: at, settledBy: officer })
    .where(and(eq(proposedReport.id, id), eq(proposedReport.ticket, ticket), isNull(proposedReport.settledAt)))
    .returning({ id: proposedReport.id });
  return rows.length > 0;
}
