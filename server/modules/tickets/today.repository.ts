import { and, eq, gt, gte, inArray, notExists, sql, type AnyColumn } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { LISTED_STATES } from './listed.rules.ts';

/** A desk's busiest day has fewer; what is counted beyond it is no help. */
const COUNTED = 10_000;

/** How many tickets that the viewer may see passed such a moment since then, from the few of the day to who sees them. */
async function countSince(
  read: Read,
  { viewer, column, since }: { viewer: Viewer; column: AnyColumn; since: number },
): Promise<number> {
  const { ticket } = read.tables;
  const rows = await read
    .select({ one: sql`1` })
    .from(ticket)
    .where(and(gte(column, since), isSeenBy(read, ticket.num, viewer)))
    .limit(COUNTED);
  return rows.length;
}

/** What came in, by the numbers given since: a range of each list's own key, whatever became of it. */
async function countReceived(read: Read, { viewer, above }: { viewer: Viewer; above: number }): Promise<number> {
  const { ticketAccess, ticketConflict } = read.tables;
  const free = notExists(
    read
      .select({ one: sql`1` })
      .from(ticketConflict)
      .where(and(eq(ticketConflict.officer, viewer.officer), eq(ticketConflict.num, ticketAccess.num))),
  );
  const rows = await read
    .select({ n: sql<number>`count(DISTINCT ${ticketAccess.num})` })
    .from(ticketAccess)
    .where(
      and(
        inArray(ticketAccess.unit, [...viewer.units]),
        inArray(ticketAccess.state, [...LISTED_STATES]),
        gt(ticketAccess.num, above),
        free,
      ),
    );
  return Number(rows[0]?.n ?? 0);
}

export interface DayCounts {
  readonly received: number;
  readonly opened: number;
  readonly closed: number;
}

/** `above`: what every number given since then lies above. */
export async function countDay(
  read: Read,
  { viewer, since, above }: { viewer: Viewer; since: number; above: number },
): Promise<DayCounts> {
  if (viewer.units.length === 0) return { received: 0, opened: 0, closed: 0 };
  const { openedAt, closedAt } = read.tables.ticket;
  return {
    received: await countReceived(read, { viewer, above }),
    opened: await countSince(read, { viewer, since, column: openedAt }),
    closed: await countSince(read, { viewer, since, column: closedAt }),
  };
}

/** When the oldest of these tickets was received. */
export async function oldestReceipt(read: Read, ids: readonly string[]): Promise<number | null> {
  if (ids.length === 0) return null;
  const { ticket } = read.tables;
  const rows = await read
    .select({ at: ticket.receivedAt })
    .from(ticket)
    .where(inArray(ticket.id, [...ids]));
  return rows.length === 0 ? null : Math.min(...rows.map(({ at }) => at));
}
