import { and, asc, desc, eq, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { veil } from '../tickets/visible.usecases.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';
import { windowsAt, type Velocity } from './velocity.rules.ts';

export type Spread = Tables['spread']['$inferSelect'];
export type ReachStep = Tables['reachBucket']['$inferInsert'];

/** Adds to the steps of tickets. */
export async function addSteps(tx: Tx, steps: readonly ReachStep[]): Promise<void> {
  if (steps.length === 0) return;
  const { reachBucket } = tx.tables;
  await tx
    .insert(reachBucket)
    .values([...steps])
    .onConflictDoUpdate({
      target: [reachBucket.ticket, reachBucket.bucket],
      set: {
        reach: sql`${reachBucket.reach} + excluded.reach`,
        voices: sql`${reachBucket.voices} + excluded.voices`,
      },
    });
}

export async function dropSteps(tx: Tx, before: number): Promise<void> {
  const { reachBucket } = tx.tables;
  await tx.delete(reachBucket).where(lt(reachBucket.bucket, before));
}

interface HeatRow {
  readonly incident: string;
  readonly quarterReach: number;
  readonly quarterVoices: number;
  readonly hourReach: number;
  readonly hourVoices: number;
  readonly beforeReach: number;
  readonly beforeVoices: number;
}

const velocityOf = (row: HeatRow): Velocity => ({
  quarter: { reach: Number(row.quarterReach), voices: Number(row.quarterVoices) },
  hour: { reach: Number(row.hourReach), voices: Number(row.hourVoices) },
  before: { reach: Number(row.beforeReach), voices: Number(row.beforeVoices) },
});

const MOST_INCIDENTS = 500;

/** How fast incidents grow, the fastest first; of those alone that are named, and of the tickets that somebody may see. */
export async function velocities(
  read: Read,
  { now, incidents, viewer }: { now: number; incidents?: readonly string[]; viewer?: Viewer },
): Promise<Map<string, Velocity>> {
  if (incidents?.length === 0 || viewer?.units.length === 0) return new Map();
  const { reachBucket: b, ticket } = read.tables;
  const at = windowsAt(now);
  const incident = sql`coalesce(${ticket.incident}, ${ticket.id})`;
  const total = (column: SQL, when: SQL) => sql`sum(CASE WHEN ${when} THEN ${column} ELSE 0 END)`;
  const [reach, voices] = [sql`${b.reach}`, sql`${b.voices}`];
  const quarter = sql`${b.bucket} >= ${at.quarter}`;
  const hour = sql`${b.bucket} >= ${at.hour}`;
  const before = sql`${b.bucket} < ${at.quarter}`;
  const named = incidents === undefined ? sql`` : sql` AND ${incident} IN ${[...incidents]}`;
  const seen = viewer === undefined ? sql`` : sql` AND ${isSeenBy(read, ticket.num, viewer)}`;
  const rows = await read.all<HeatRow>(sql`
    SELECT ${incident} AS "incident",
      ${total(reach, quarter)} AS "quarterReach", ${total(voices, quarter)} AS "quarterVoices",
      ${total(reach, hour)} AS "hourReach", ${total(voices, hour)} AS "hourVoices",
      ${total(reach, before)} AS "beforeReach", ${total(voices, before)} AS "beforeVoices"
    FROM ${b} CROSS JOIN ${ticket}
    WHERE ${b.bucket} >= ${at.before} AND ${ticket.id} = ${b.ticket}${named}${seen}
    GROUP BY ${incident}
    ORDER BY ${total(reach, hour)} + ${total(voices, hour)} DESC LIMIT ${MOST_INCIDENTS}`);
  return new Map(rows.map((row) => [row.incident, velocityOf(row)]));
}

/** The ticket of an incident that grew most since a moment. */
export async function fastestOf(
  read: Read,
  { incident, since }: { incident: string; since: number },
): Promise<{ id: string; num: number } | null> {
  const { reachBucket, ticket } = read.tables;
  const rows = await read
    .select({ id: ticket.id, num: ticket.num })
    .from(reachBucket)
    .crossJoin(ticket)
    .where(
      and(
        sql`${reachBucket.bucket} >= ${since}`,
        eq(ticket.id, reachBucket.ticket),
        sql`coalesce(${ticket.incident}, ${ticket.id}) = ${incident}`,
      ),
    )
    .groupBy(ticket.id, ticket.num)
    .orderBy(sql`sum(${reachBucket.reach} + ${reachBucket.voices}) DESC`, asc(ticket.num))
    .limit(1);
  return rows[0] ?? null;
}

/** Writes a climb unless the incident has an open one; true when it was written. */
export async function insertSpread(tx: Tx, spread: Spread): Promise<boolean> {
  const rows = await tx
    .insert(tx.tables.spread)
    .values(spread)
    .onConflictDoNothing()
    .returning({ id: tx.tables.spread.id });
  return rows.length > 0;
}

/** Changes an open climb as it was read; null when somebody was faster. */
export async function changeSpread(
  tx: Tx,
  { before, set }: { before: Pick<Spread, 'id' | 'version'>; set: Partial<Spread> },
): Promise<Spread | null> {
  const { spread } = tx.tables;
  const rows = await tx
    .update(spread)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(spread.id, before.id), eq(spread.version, before.version), isNull(spread.endedAt)))
    .returning();
  return rows[0] ?? null;
}

/** Open climbs with the incident that their ticket belongs to now. */
export async function openSpreads(read: Read, limit: number): Promise<{ spread: Spread; incident: string }[]> {
  const { spread, ticket } = read.tables;
  return read
    .select({ spread, incident: sql<string>`coalesce(${ticket.incident}, ${ticket.id})` })
    .from(spread)
    .crossJoin(ticket)
    .where(and(isNull(spread.endedAt), eq(ticket.id, spread.ticket)))
    .limit(limit);
}

/** Rows with their ticket as the viewer may read it. */
export async function veilOn<Row extends { readonly ticket: Ticket }>(
  read: Read,
  { viewer, rows }: { viewer: Viewer; rows: readonly Row[] },
): Promise<Row[]> {
  const seen = await veil(read, { viewer, tickets: rows.map(({ ticket }) => ticket) });
  return rows.map((row, at) => ({ ...row, ticket: seen[at] ?? row.ticket }));
}

/** Open climbs of tickets that the viewer may see, the newest first: from the few climbs to the ticket. */
export async function visibleSpreads(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<{ spread: Spread; ticket: Ticket }[]> {
  const { spread, ticket } = read.tables;
  if (viewer.units.length === 0) return [];
  const rows = await read
    .select({ spread, ticket })
    .from(spread)
    .crossJoin(ticket)
    .where(and(isNull(spread.endedAt), eq(ticket.id, spread.ticket), isSeenBy(read, spread.num, viewer)))
    .orderBy(desc(spread.startedAt), desc(spread.id))
    .limit(limit);
  return veilOn(read, { viewer, rows });
}

/** The open climb of an incident that one who sees this ticket may be told of: it is the same incident's. */
export async function spreadOf(
  read: Read,
  { ticket: id, incident, viewer }: { ticket: string; incident: string; viewer: Viewer },
): Promise<Spread | null> {
  const { spread } = read.tables;
  if (viewer.units.length === 0) return null;
  const rows = await read
    .select()
    .from(spread)
    .where(
      and(
        isNull(spread.endedAt),
        inArray(spread.incident, [...new Set([incident, id])]),
        isSeenBy(read, spread.num, viewer),
      ),
    )
    .limit(1);
  return rows[0] ?? null;
}
