import { and, asc, eq, gt, inArray, isNull, lte, or, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { below } from '../../platform/db/below.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import type { Escalation } from './escalation.rules.ts';
import type { Clock, Ticket } from './tickets.types.ts';
import { veil } from './veil.repository.ts';

export async function insertEscalations(tx: Tx, rows: readonly Escalation[]): Promise<void> {
  await tx.insertRows(tx.tables.escalation, rows, { onConflict: 'ignore' });
}

/** What has begun to climb for these tickets, whether it still does or not. */
export async function begunFor(
  read: Read,
  tickets: readonly string[],
): Promise<Pick<Escalation, 'ticket' | 'clock' | 'startedAt'>[]> {
  if (tickets.length === 0) return [];
  const { escalation } = read.tables;
  const { ticket, clock, startedAt } = escalation;
  return read
    .select({ ticket, clock, startedAt })
    .from(escalation)
    .where(inArray(ticket, [...tickets]));
}

/** Ends what climbs for these clocks, at the moment at which they stop. */
export async function endEscalations(
  tx: Tx,
  { tickets, kinds, at }: { tickets: readonly string[]; kinds: readonly string[]; at: number },
): Promise<void> {
  const { escalation } = tx.tables;
  const end = (endedAt: SQL | number, ofTickets: (Placeholder | string)[]) =>
    tx
      .update(escalation)
      .set({ endedAt, dueAt: null, version: sql`${escalation.version} + 1` })
      .where(
        and(inArray(escalation.ticket, ofTickets), inArray(escalation.clock, [...kinds]), isNull(escalation.endedAt)),
      );
  const [ticket, ...others] = tickets;
  if (ticket === undefined) return;
  if (others.length > 0) return void (await end(at, [...tickets]));
  const query = prepared(tx, `tickets.endEscalations.${kinds.join('.')}`, () =>
    end(sql`${sql.placeholder('at')}`, [sql.placeholder('ticket')]),
  );
  await query.execute({ ticket, at });
}

/** Lets go on what was ended by an act that is taken back. */
export async function resumeEscalations(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  const { escalation } = tx.tables;
  await tx
    .update(escalation)
    .set({ endedAt: null, dueAt: at, version: sql`${escalation.version} + 1` })
    .where(and(eq(escalation.ticket, ticket), eq(escalation.endedAt, at)));
}

/** Lets what climbs for a ticket be looked at again: it was moved, or its deadlines were. */
export async function lookAgainAtEscalations(tx: Tx, ticket: string): Promise<void> {
  const { escalation } = tx.tables;
  const query = prepared(tx, 'tickets.lookAgainAtEscalations', () =>
    tx
      .update(escalation)
      .set({ dueAt: 0, version: sql`${escalation.version} + 1` })
      .where(and(eq(escalation.ticket, sql.placeholder('ticket')), isNull(escalation.endedAt))),
  );
  await query.execute({ ticket });
}

export interface ClimbingClock {
  readonly row: Escalation;
  readonly clock: Clock;
  readonly ticket: Ticket;
}

/** What is to be looked at now, the longest due first. */
export const dueEscalations = (read: Read, input: { now: number; limit: number }): Promise<ClimbingClock[]> =>
  dueQuery(read, input).execute();

/** How they are found: from the few that are due to their clocks and tickets, by index. */
export function dueQuery(read: Read, { now, limit }: { now: number; limit: number }) {
  const { escalation, clock, ticket } = read.tables;
  return read
    .select({ row: escalation, clock, ticket })
    .from(escalation)
    .crossJoin(clock)
    .crossJoin(ticket)
    .where(and(lte(escalation.dueAt, now), isClockOf(read), eq(ticket.id, escalation.ticket)))
    .orderBy(asc(escalation.dueAt))
    .limit(limit);
}

function isClockOf(read: Read) {
  const { escalation, clock } = read.tables;
  return and(
    eq(clock.ticket, escalation.ticket),
    eq(clock.kind, escalation.clock),
    eq(clock.startedAt, escalation.startedAt),
  );
}

/** Changes an escalation as it was read; false when somebody was faster. */
export async function changeEscalation(
  tx: Tx,
  { before, set }: { before: Escalation; set: Partial<Escalation> },
): Promise<boolean> {
  const { escalation } = tx.tables;
  const rows = await tx
    .update(escalation)
    .set({ ...set, version: before.version + 1 })
    .where(
      and(
        eq(escalation.ticket, before.ticket),
        eq(escalation.clock, before.clock),
        eq(escalation.startedAt, before.startedAt),
        eq(escalation.version, before.version),
        isNull(escalation.endedAt),
      ),
    )
    .returning({ ticket: escalation.ticket });
  return rows.length > 0;
}

/** Who holds the offices that answer for these units now: acting holders after the others. */
export async function headsOf(read: Read, { units, now }: { units: readonly string[]; now: number }) {
  if (units.length === 0) return [];
  const { position, posting, officer } = read.tables;
  return read
    .select({ unit: position.unit, position: position.id, officer: posting.officer, kind: posting.kind })
    .from(position)
    .innerJoin(posting, eq(posting.position, position.id))
    .innerJoin(officer, eq(officer.id, posting.officer))
    .where(
      and(
        inArray(position.unit, [...units]),
        eq(position.head, true),
        isNull(position.validTo),
        lte(posting.validFrom, now),
        or(isNull(posting.validTo), gt(posting.validTo, now)),
        isNull(officer.disabledAt),
      ),
    )
    .orderBy(asc(posting.validFrom));
}

/** Which units see these tickets, and which officers must not. */
export async function sightOf(
  read: Read,
  nums: readonly number[],
): Promise<{ seen: { num: number; unit: string }[]; hidden: { num: number; officer: string }[] }> {
  const { ticketAccess, ticketConflict } = read.tables;
  const { num, unit } = ticketAccess;
  const seen = await read
    .select({ num, unit })
    .from(ticketAccess)
    .where(inArray(num, [...nums]));
  const hidden = await read
    .select()
    .from(ticketConflict)
    .where(inArray(ticketConflict.num, [...nums]));
  return { seen, hidden };
}

/** What has climbed to these units and is still overdue, of tickets that the viewer may see: danger to life, then the longest there. */
export async function climbedTo(
  read: Read,
  { viewer, units, now, limit }: { viewer: Viewer; units: readonly string[]; now: number; limit: number },
): Promise<ClimbingClock[]> {
  if (units.length === 0 || viewer.units.length === 0) return [];
  const { escalation, clock, ticket } = read.tables;
  const found = await read
    .select({ row: escalation, clock, ticket })
    .from(escalation)
    .crossJoin(clock)
    .crossJoin(ticket)
    .where(
      and(
        inArray(escalation.unit, [...units]),
        isNull(escalation.endedAt),
        gt(escalation.level, 0),
        isClockOf(read),
        lte(clock.dueAt, now),
        eq(ticket.id, escalation.ticket),
        isSeenBy(read, escalation.num, viewer),
      ),
    )
    .orderBy(
      sql`CASE WHEN ${ticket.urgency} = 'life-risk' THEN 0 ELSE 1 END`,
      ...[asc(escalation.at), asc(escalation.ticket), asc(escalation.clock)],
    )
    .limit(limit);
  const seen = await veil(read, { viewer, tickets: found.map((one) => one.ticket) });
  return found.map((one, at) => ({ ...one, ticket: seen[at] ?? one.ticket }));
}

/**
 * What is overdue below the viewer and has climbed to nobody, the longest overdue first: where nobody holds an office
 * above, where there is none, and where a flood is folded.
 */
export async function notClimbedFor(
  read: Read,
  { viewer, now, limit }: { viewer: Viewer; now: number; limit: number },
): Promise<ClimbingClock[]> {
  if (viewer.units.length === 0) return [];
  const { escalation, clock, ticket } = read.tables;
  const found = await read
    .select({ row: escalation, clock, ticket })
    .from(escalation)
    .crossJoin(clock)
    .crossJoin(ticket)
    .where(
      and(
        sql`${escalation.unit} IN ${below({ table: 'unit', ids: viewer.units })}`,
        isNull(escalation.endedAt),
        eq(escalation.level, 0),
        isClockOf(read),
        lte(clock.dueAt, now),
        eq(ticket.id, escalation.ticket),
        isSeenBy(read, escalation.num, viewer),
      ),
    )
    .orderBy(asc(clock.dueAt), asc(escalation.ticket), asc(escalation.clock))
    .limit(limit);
  const seen = await veil(read, { viewer, tickets: found.map((one) => one.ticket) });
  return found.map((one, at) => ({ ...one, ticket: seen[at] ?? one.ticket }));
}

/** How far a ticket's deadlines that are still overdue have climbed. */
export async function escalationsOf(
  read: Read,
  { ticket, now }: { ticket: string; now: number },
): Promise<Escalation[]> {
  const { escalation, clock } = read.tables;
  const rows = await read
    .select({ row: escalation })
    .from(escalation)
    .crossJoin(clock)
    .where(
      and(
        eq(escalation.ticket, ticket),
        isNull(escalation.endedAt),
        gt(escalation.level, 0),
        isClockOf(read),
        lte(clock.dueAt, now),
      ),
    )
    .orderBy(asc(clock.dueAt));
  return rows.map(({ row }) => row);
}
