import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isMoreThanOffered, isSeenBy, type Viewer } from './access.repository.ts';
import type { Clock, Ticket } from './tickets.types.ts';
import { veil } from './veil.repository.ts';

/** Clocks that run out in a span, of tickets that the viewer may see, soonest first: from the clocks to their tickets. */
export async function runningOutFor(
  read: Read,
  { viewer, after, until, limit }: { viewer: Viewer; after: number; until: number; limit: number },
): Promise<{ clock: Clock; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { clock, ticket } = read.tables;
  const found = await read
    .select({ clock, ticket })
    .from(clock)
    .crossJoin(ticket)
    .where(
      and(
        isNull(clock.stoppedAt),
        isNull(clock.breachedAt),
        gt(clock.dueAt, after),
        lte(clock.dueAt, until),
        eq(ticket.id, clock.ticket),
        isSeenBy(read, ticket.num, viewer),
        isMoreThanOffered(viewer.units),
      ),
    )
    .orderBy(asc(clock.dueAt), asc(clock.ticket))
    .limit(limit);
  const seen = await veil(read, { viewer, tickets: found.map((row) => row.ticket) });
  return found.map((row, at) => ({ clock: row.clock, ticket: seen[at] ?? row.ticket }));
}
