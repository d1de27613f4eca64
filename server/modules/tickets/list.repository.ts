import { and, desc, eq, inArray, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import type { Ticket } from './tickets.types.ts';
import { type Viewer, noConflict } from './access.repository.ts';

/** Numbers of the viewer's tickets in the given states, newest first, below `before`. */
export async function listNums(
  read: Read,
  {
    viewer,
    states,
    before,
    limit,
  }: { viewer: Viewer; states: readonly string[]; before: number | null; limit: number },
): Promise<number[]> {
  const found = new Set<number>();
  for (const unit of viewer.units)
    for (const state of states) for (const num of await oneList(read, { unit, state, before, limit })) found.add(num);
  return [...found].sort((a, b) => b - a).slice(0, limit);
}

/** One unit's tickets in one state: a range of the primary key, no sort. */
async function oneList(
  read: Read,
  { unit, state, before, limit }: { unit: string; state: string; before: number | null; limit: number },
): Promise<number[]> {
  const below = before === null ? sql`` : sql` AND num < ${before}`;
  const rows = await read.all<{ num: number }>(
    sql`SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state}${below} ORDER BY num DESC LIMIT ${limit}`,
  );
  return rows.map((row) => Number(row.num));
}

/** Tickets by number that the viewer may see, newest first. */
export async function loadTickets(
  read: Read,
  { viewer, nums }: { viewer: Viewer; nums: readonly number[] },
): Promise<Ticket[]> {
  if (nums.length === 0) return [];
  const { ticket } = read.tables;
  return read
    .select()
    .from(ticket)
    .where(and(inArray(ticket.num, [...nums]), noConflict(read, ticket.num, viewer.officer)))
    .orderBy(desc(ticket.num));
}

/** Of these numbers those of tickets that fit the condition, newest first: nothing else of them is read. */
export async function filterNums(
  read: Read,
  { nums, where }: { nums: readonly number[]; where: SQL | undefined },
): Promise<number[]> {
  if (nums.length === 0 || where === undefined) return [...nums];
  const { ticket } = read.tables;
  const rows = await read
    .select({ num: ticket.num })
    .from(ticket)
    .where(and(inArray(ticket.num, [...nums]), where))
    .orderBy(desc(ticket.num));
  return rows.map((row) => row.num);
}

/** How many, up to `limit`: a count that never costs more than that many rows of the key. */
export async function countState(
  read: Read,
  { viewer, state, limit }: { viewer: Viewer; state: string; limit: number },
): Promise<number> {
  const units = viewer.units.map((unit) => sql`${unit}`);
  if (units.length === 0) return 0;
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT DISTINCT a.num FROM ticket_access a WHERE a.unit IN (${sql.join(units, sql`, `)}) AND a.state = ${state}
        AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${viewer.officer} AND c.num = a.num) LIMIT ${limit}) AS some`,
  );
  return Number(rows[0]?.n ?? 0);
}

export interface Filters {
  readonly states?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly urgency?: readonly string[] | undefined;
  readonly language?: readonly string[] | undefined;
  readonly district?: string | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly wroteAgain?: boolean | undefined;
  /** Now, when only overdue tickets are wanted. */
  readonly overdueAt?: number | undefined;
}

/** The filters as one condition; undefined when there are none. */
export function filterCondition(read: Read, filters: Filters): SQL | undefined {
  const { ticket } = read.tables;
  return and(
    filters.states && inArray(ticket.state, [...filters.states]),
    filters.category && inArray(ticket.category, [...filters.category]),
    filters.urgency && inArray(ticket.urgency, [...filters.urgency]),
    filters.language && inArray(ticket.language, [...filters.language]),
    filters.district ? eq(ticket.district, filters.district) : undefined,
    filters.owner && inArray(ticket.owner, [...filters.owner]),
    filters.wroteAgain ? isNotNull(ticket.wroteAgainAt) : undefined,
    filters.overdueAt === undefined ? undefined : lt(ticket.dueAt, filters.overdueAt),
  );
}

/** Of the newest `limit` tickets in these states: how many carry each mark. */
export async function countMarks(
  read: Read,
  { viewer, states, now, limit }: { viewer: Viewer; states: readonly string[]; now: number; limit: number },
): Promise<{ lifeRisk: number; wroteAgain: number; overdue: number; scanned: number }> {
  const nums = await listNums(read, { viewer, states, before: null, limit });
  if (nums.length === 0) return { lifeRisk: 0, wroteAgain: 0, overdue: 0, scanned: 0 };
  const oldest = nums.at(-1) ?? 0;
  const units = sql.join(
    viewer.units.map((unit) => sql`${unit}`),
    sql`, `,
  );
  const wanted = sql.join(
    states.map((state) => sql`${state}`),
    sql`, `,
  );
  const rows = await read.all<{ life_risk: number | null; wrote_again: number | null; overdue: number | null }>(
    sql`SELECT sum(CASE WHEN urgency = 'life-risk' THEN 1 ELSE 0 END) AS life_risk,
               sum(CASE WHEN wrote_again_at IS NOT NULL THEN 1 ELSE 0 END) AS wrote_again,
               sum(CASE WHEN due_at < ${now} THEN 1 ELSE 0 END) AS overdue
        FROM ticket WHERE num IN (SELECT num FROM ticket_access a WHERE a.unit IN (${units}) AND a.state IN (${wanted}) AND a.num >= ${oldest}
          AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${viewer.officer} AND c.num = a.num))`,
  );
  const row = rows[0];
  return {
    lifeRisk: Number(row?.life_risk ?? 0),
    wroteAgain: Number(row?.wrote_again ?? 0),
    overdue: Number(row?.overdue ?? 0),
    scanned: nums.length,
  };
}
