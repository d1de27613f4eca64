import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { noConflict, type Viewer } from './access.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** Which of these tickets the viewer may see; of any state. */
export async function visibleOf(
  read: Read,
  { viewer, ids }: { viewer: Viewer; ids: readonly string[] },
): Promise<Ticket[]> {
  const { ticket, ticketAccess } = read.tables;
  if (ids.length === 0 || viewer.units.length === 0) return [];
  const rows = await read
    .select()
    .from(ticket)
    .where(and(inArray(ticket.id, [...ids]), noConflict(read, ticket.num, viewer.officer)));
  if (rows.length === 0) return [];
  const seen = await read
    .selectDistinct({ num: ticketAccess.num })
    .from(ticketAccess)
    .where(
      and(
        inArray(
          ticketAccess.num,
          rows.map(({ num }) => num),
        ),
        inArray(ticketAccess.unit, [...viewer.units]),
      ),
    );
  const nums = new Set(seen.map(({ num }) => Number(num)));
  return rows.filter(({ num }) => nums.has(num));
}

/** Moves a ticket between what is filtered and what a person has looked at. False where somebody was faster. */
export async function swapListed(
  tx: Tx,
  { num, from, to }: { num: number; from: string; to: string },
): Promise<boolean> {
  const { ticketAccess } = tx.tables;
  const moved = await tx
    .update(ticketAccess)
    .set({ state: to })
    .where(and(eq(ticketAccess.num, num), eq(ticketAccess.state, from)))
    .returning({ num: ticketAccess.num });
  return moved.length > 0;
}

export interface SecondLook {
  readonly message: string;
  readonly at: number;
  readonly language: string;
  readonly answer: string | null;
  readonly saidAnswer: string;
}

/** The newest decisions on tickets that the units see, below a place in the list; a few, so that nobody waits. */
export async function decisionsOf(
  read: Read,
  {
    units,
    since,
    before,
    limit,
  }: {
    units: readonly string[];
    since: number;
    before: Pick<SecondLook, 'at' | 'message'> | null;
    limit: number;
  },
): Promise<{ rows: SecondLook[]; last: Pick<SecondLook, 'at' | 'message'> | null }> {
  const { decision, ticket, ticketAccess } = read.tables;
  const below = before
    ? sql` AND (${decision.at} < ${before.at} OR (${decision.at} = ${before.at} AND ${decision.message} < ${before.message}))`
    : sql``;
  const upTo = before ? sql` AND ${decision.at} <= ${before.at}` : sql``;
  const rows = await read
    .select({
      message: decision.message,
      at: decision.at,
      language: decision.language,
      answer: decision.answer,
      saidAnswer: decision.saidAnswer,
      seen: sql<number>`(SELECT count(*) FROM ${ticketAccess} WHERE ${ticketAccess.num} = ${ticket.num} AND ${inArray(ticketAccess.unit, [...units])})`,
    })
    .from(decision)
    .innerJoin(ticket, eq(ticket.id, decision.ticket))
    .where(sql`${decision.at} >= ${since}${upTo}${below}`)
    .orderBy(sql`${decision.at} DESC, ${decision.message} DESC`)
    .limit(limit);
  const last = rows.length < limit ? null : (rows.at(-1) ?? null);
  return { rows: rows.filter(({ seen }) => Number(seen) > 0), last };
}
