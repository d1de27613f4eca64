import { and, asc, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Ticket } from './tickets.types.ts';

/** How many tickets each of these authors has whose numbers lie above `after`. */
export async function countByReporter(
  read: Read,
  { reporters, after }: { reporters: readonly string[]; after: number },
): Promise<Map<string, number>> {
  if (reporters.length === 0) return new Map();
  const list = sql.join(
    [...new Set(reporters)].map((reporter) => sql`${reporter}`),
    sql`, `,
  );
  const rows = await read.all<{ reporter: string; n: number }>(
    sql`SELECT reporter, count(*) AS n FROM ticket WHERE reporter IN (${list}) AND num > ${after} GROUP BY reporter`,
  );
  return new Map(rows.map(({ reporter, n }) => [reporter, Number(n)]));
}

/** Folded tickets whose time has come, first those that waited longest. */
export async function unfoldDue(read: Read, { at, limit }: { at: number; limit: number }): Promise<Ticket[]> {
  const { ticket } = read.tables;
  return read
    .select()
    .from(ticket)
    .where(and(isNotNull(ticket.foldedUntil), lte(ticket.foldedUntil, at)))
    .orderBy(asc(ticket.foldedUntil))
    .limit(limit);
}

export async function clearFold(tx: Tx, ids: readonly string[]): Promise<void> {
  const { ticket } = tx.tables;
  if (ids.length > 0)
    await tx
      .update(ticket)
      .set({ foldedUntil: null })
      .where(inArray(ticket.id, [...ids]));
}
