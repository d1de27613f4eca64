import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Clock, Ticket } from './tickets.types.ts';

export interface OverdueClock {
  readonly clock: Clock;
  readonly ticket: Pick<Ticket, 'num' | 'owner' | 'desk' | 'urgency' | 'foldedUntil'>;
}

export const overdueClocks = (read: Read, input: { now: number; limit: number }): Promise<OverdueClock[]> =>
  overdueQuery(read, input).execute();

/** How they are found: a range of the index by deadline. */
export function overdueQuery(read: Read, { now, limit }: { now: number; limit: number }) {
  const { clock, ticket } = read.tables;
  const { num, owner, desk, urgency, foldedUntil } = ticket;
  return read
    .select({ clock, ticket: { num, owner, desk, urgency, foldedUntil } })
    .from(clock)
    .crossJoin(ticket)
    .where(and(isNull(clock.stoppedAt), isNull(clock.breachedAt), lt(clock.dueAt, now), eq(ticket.id, clock.ticket)))
    .orderBy(asc(clock.dueAt))
    .limit(limit);
}

/** Marks one clock; false when it was stopped or marked meanwhile. */
export async function markBreached(tx: Tx, { clock: one, at }: { clock: Clock; at: number }): Promise<boolean> {
  const { clock } = tx.tables;
  const rows = await tx
    .update(clock)
    .set({ breachedAt: at })
    .where(
      and(
        eq(clock.ticket, one.ticket),
        eq(clock.kind, one.kind),
        eq(clock.startedAt, one.startedAt),
        isNull(clock.stoppedAt),
        isNull(clock.breachedAt),
      ),
    )
    .returning({ ticket: clock.ticket });
  return rows.length > 0;
}
