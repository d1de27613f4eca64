import { and, eq, isNull, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../schema.ts';

/** What a ticket has open that ends when it changes hands or is done with. */
export type Step = 'pause' | 'offer' | 'closingProposal';

const STEPS: readonly Step[] = ['pause', 'offer', 'closingProposal'];

/** Ends what is open; false when nothing was. */
export async function endStep(
  tx: Tx,
  { step, ticket, at, ending, by }: { step: Step; ticket: string; at: number; ending: string; by?: string },
): Promise<boolean> {
  const table = tx.tables[step];
  const named = step !== 'pause' && by !== undefined;
  const query = prepared(tx, `tickets.endStep.${step}.${String(named)}`, () =>
    tx
      .update(table)
      .set({
        endedAt: sql`${sql.placeholder('at')}`,
        ending: sql`${sql.placeholder('ending')}`,
        ...(named ? { endedBy: sql`${sql.placeholder('by')}` } : {}),
      })
      .where(and(eq(table.ticket, sql.placeholder('ticket')), isNull(table.endedAt)))
      .returning({ id: table.id }),
  );
  const rows = await query.execute({ ticket, at, ending, ...(named ? { by } : {}) });
  return rows.length > 0;
}

/** Takes back what one act began or ended: both carry its time. */
export async function rewindSteps(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  for (const step of STEPS) {
    const table = tx.tables[step];
    await tx.delete(table).where(and(eq(table.ticket, ticket), eq(table.startedAt, at)));
    await tx
      .update(table)
      .set({ endedAt: null, ending: null, ...(step === 'pause' ? {} : { endedBy: null }) })
      .where(and(eq(table.ticket, ticket), eq(table.endedAt, at)));
  }
}
