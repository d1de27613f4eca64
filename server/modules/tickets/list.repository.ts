import { and, desc, eq, gt, inArray, isNotNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read } from '../../schema.ts';
import type { Span } from '../situations/situations.rules.ts';
import { isOfUnits } from './situation-tickets.repository.ts';
import type { Ticket } from './tickets.types.ts';
import { type Viewer, noConflict } from './access.repository.ts';
import { veil } from './veil.repository.ts';

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

/** Numbers of one query of `loadTickets`: so that a few statements, built once, serve lists of every length. */
const TOGETHER = 17;

/** Tickets by number that the viewer may see, newest first. */
export async function loadTickets(
  read: Read,
  { viewer, nums }: { viewer: Viewer; nums: readonly number[] },
): Promise<Ticket[]> {
  const [first] = nums;
  if (first === undefined) return [];
  const { ticket } = read.tables;
  const size = Math.ceil(nums.length / TOGETHER) * TOGETHER;
  const query = prepared(read, `tickets.load.${size}`, () =>
    read
      .select()
      .from(ticket)
      .where(
        and(
          inArray(
            ticket.num,
            Array.from({ length: size }, (_, index) => sql.placeholder(`num${index}`)),
          ),
          noConflict(read, ticket.num, sql.placeholder('officer')),
        ),
      )
      .orderBy(desc(ticket.num)),
  );
  const wanted = Object.fromEntries(Array.from({ length: size }, (_, index) => [`num${index}`, nums[index] ?? first]));
  return veil(read, { viewer, tickets: await query.execute({ ...wanted, officer: viewer.officer }) });
}

export interface Scanned {
  /** Numbers of the tickets that fit, newest first. */
  readonly nums: readonly number[];
  /** How many tickets were looked at, and the number of the last of them; null when there were none. */
  readonly seen: number;
  readonly last: number | null;
}

/** Looks through the viewer's newest `limit` tickets in these states below `before`: in the database, which hands over what fits alone. */
export async function scanNums(
  read: Read,
  input: {
    readonly viewer: Viewer;
    readonly states: readonly string[];
    readonly before: number | null;
    readonly limit: number;
    readonly where: Condition;
  },
): Promise<Scanned> {
  const { viewer, states, before, limit, where } = input;
  if (viewer.units.length === 0 || states.length === 0) return { nums: [], seen: 0, last: null };
  const below = before === null ? sql`` : sql` AND num < ${before}`;
  const lists = viewer.units.flatMap((unit) =>
    states.map(
      (state) =>
        sql`SELECT num FROM (SELECT num FROM ticket_access WHERE unit = ${unit} AND state = ${state}${below} ORDER BY num DESC LIMIT ${limit}) AS list`,
    ),
  );
  const rows = await read.all<{ num: number | null; seen: number; last: number | null }>(
    sql`WITH seen AS MATERIALIZED (SELECT num FROM (${sql.join(lists, sql` UNION `)}) AS lists ORDER BY num DESC LIMIT ${limit})
      SELECT fit.num AS num, whole.seen AS seen, whole.last AS last FROM (SELECT count(*) AS seen, min(num) AS last FROM seen) AS whole
        LEFT JOIN (SELECT num FROM ticket WHERE num IN (SELECT num FROM seen) AND ${where}) AS fit ON true ORDER BY fit.num DESC`,
  );
  const [first] = rows;
  return {
    nums: rows.flatMap(({ num }) => (num === null ? [] : [Number(num)])),
    seen: Number(first?.seen ?? 0),
    last: first?.last === null || first === undefined ? null : Number(first.last),
  };
}

/** Of these numbers those of tickets that fit the condition, newest first: nothing else of them is read. */
export async function filterNums(
  read: Read,
  { nums, where }: { nums: readonly number[]; where: Condition | undefined },
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

export interface Filters {
  readonly states?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly urgency?: readonly string[] | undefined;
  readonly language?: readonly string[] | undefined;
  readonly district?: string | undefined;
  readonly channel?: string | undefined;
  readonly reason?: readonly string[] | undefined;
  readonly outcome?: readonly string[] | undefined;
  readonly aboutPolice?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly wroteAgain?: boolean | undefined;
  /** Of a declared situation. */
  readonly span?: Span | undefined;
  /** Now, when only overdue tickets are wanted. */
  readonly overdueAt?: number | undefined;
}

/** What a ticket's row must be like. */
export type Condition = SQL;

/** The filters as one condition; undefined when there are none. */
export function filterCondition(read: Read, filters: Filters): Condition | undefined {
  const { ticket } = read.tables;
  return and(
    filters.states && inArray(ticket.state, [...filters.states]),
    filters.category && inArray(ticket.category, [...filters.category]),
    filters.urgency && inArray(ticket.urgency, [...filters.urgency]),
    filters.language && inArray(ticket.language, [...filters.language]),
    filters.district ? eq(ticket.district, filters.district) : undefined,
    filters.channel ? eq(ticket.channel, filters.channel) : undefined,
    filters.reason && inArray(ticket.reason, [...filters.reason]),
    filters.outcome && inArray(ticket.outcome, [...filters.outcome]),
    filters.aboutPolice && inArray(ticket.aboutPolice, [...filters.aboutPolice]),
    filters.owner && inArray(ticket.owner, [...filters.owner]),
    filters.span &&
      and(gt(ticket.num, filters.span.from), lte(ticket.num, filters.span.to), isOfUnits(read, filters.span.units)),
    filters.wroteAgain ? isNotNull(ticket.wroteAgainAt) : undefined,
    filters.overdueAt === undefined ? undefined : lt(ticket.dueAt, filters.overdueAt),
  );
}
