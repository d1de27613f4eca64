import { and, inArray, sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read } from '../../schema.ts';
import { noConflict, type Viewer } from './access.repository.ts';
import { listNums } from './list.repository.ts';

/** How many, up to `limit`: a count that never costs more than that many rows of the key. */
export async function countState(
  read: Read,
  { viewer, state, limit }: { viewer: Viewer; state: string; limit: number },
): Promise<number> {
  const units = viewer.units.map((unit) => sql`${unit}`);
  if (units.length === 0) return 0;
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT DISTINCT a.num FROM ticket_access a WHERE a.unit IN (${sql.join(units, sql`, `)}) AND a.state = ${state}
        AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${viewer.officer} AND c.num = a.num) LIMIT ${limit}) AS found`,
  );
  return Number(rows[0]?.n ?? 0);
}

export interface Marks {
  readonly lifeRisk: number;
  readonly wroteAgain: number;
  readonly overdue: number;
  readonly scanned: number;
}

/** Tickets whose marks one query counts: their rows lie far apart, and other officers must not wait for all of them. */
const MARKED = 200;

/** Of the newest `limit` tickets in these states: how many carry each mark. */
export async function countMarks(
  read: Read,
  { viewer, states, now, limit }: { viewer: Viewer; states: readonly string[]; now: number; limit: number },
): Promise<Marks> {
  const nums = await listNums(read, { viewer, states, before: null, limit });
  const marks = { lifeRisk: 0, wroteAgain: 0, overdue: 0, scanned: nums.length };
  for (let from = 0; from < nums.length; from += MARKED) {
    if (from > 0) await new Promise(setImmediate);
    const row = await marksOf(read, { viewer, nums: nums.slice(from, from + MARKED), now });
    // Sums come as text from PostgreSQL, as null where no row was seen.
    marks.lifeRisk += Number(row?.lifeRisk ?? 0);
    marks.wroteAgain += Number(row?.wroteAgain ?? 0);
    marks.overdue += Number(row?.overdue ?? 0);
  }
  return marks;
}

async function marksOf(
  read: Read,
  { viewer, nums, now }: { viewer: Viewer; nums: readonly number[]; now: number },
): Promise<Record<'lifeRisk' | 'wroteAgain' | 'overdue', unknown> | undefined> {
  const { ticket } = read.tables;
  const query = prepared(read, 'tickets.marks', () =>
    read
      .select({
        lifeRisk: sql`sum(CASE WHEN ${ticket.urgency} = 'life-risk' THEN 1 ELSE 0 END)`,
        wroteAgain: sql`sum(CASE WHEN ${ticket.wroteAgainAt} IS NOT NULL THEN 1 ELSE 0 END)`,
        overdue: sql`sum(CASE WHEN ${ticket.dueAt} < ${sql.placeholder('now')} THEN 1 ELSE 0 END)`,
      })
      .from(ticket)
      .where(
        and(
          inArray(
            ticket.num,
            Array.from({ length: MARKED }, (_, index) => sql.placeholder(`num${index}`)),
          ),
          noConflict(read, ticket.num, sql.placeholder('officer')),
        ),
      ),
  );
  // A shorter list says its first number again.
  const wanted = Object.fromEntries(
    Array.from({ length: MARKED }, (_, index) => [`num${index}`, nums[index] ?? nums[0]]),
  );
  const rows = await query.execute({ ...wanted, officer: viewer.officer, now });
  return rows[0];
}
