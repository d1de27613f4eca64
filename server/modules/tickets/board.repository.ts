import { sql, type SQL } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isMoreThanOffered, type Viewer } from './access.repository.ts';
import { BOARD_TABS, type BoardPlace, type BoardTab, type TabSpan } from './board.rules.ts';
import { BOARD_KEY, ON_BOARD } from './tickets.table.ts';

/** Spelt as the index spells it, or the index is not used. */
const KEY = sql.raw(BOARD_KEY);
const WORKED_ON = sql.raw(ON_BOARD);

const listed = ({ units }: Viewer): SQL => {
  const own = sql.join(
    units.map((unit) => sql`${unit}`),
    sql`, `,
  );
  return sql`unit IN (${own}) AND ${WORKED_ON}`;
};

const free = ({ officer, units }: Viewer): SQL =>
  sql`${isMoreThanOffered(units)} AND NOT EXISTS (SELECT 1 FROM ticket_conflict WHERE ticket_conflict.officer = ${officer} AND ticket_conflict.num = ticket.num)`;

/** How many dockets a unit's officers may have in hand for each of them to be looked at; beyond it the deadlines are walked. */
const LOOKED_AT = 1500;

/** Whether the viewer has so few dockets in hand that each can be looked at: a range of the access key, nothing else. */
async function areFew(read: Read, { viewer, oneByOne }: { viewer: Viewer; oneByOne: number }): Promise<boolean> {
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT num FROM ticket_access WHERE ${listed(viewer)} LIMIT ${oneByOne + 1}) AS mine`,
  );
  return Number(rows[0]?.n ?? 0) <= oneByOne;
}

/**
 * The viewer's dockets in hand. Of few each is fetched by its number; of many, the deadlines of the whole force are
 * walked in their order: whoever has so many has a good part of them.
 */
const inHand = ({ viewer, isFew }: { viewer: Viewer; isFew: boolean }): { from: SQL; where: SQL } =>
  isFew
    ? {
        from: sql`(SELECT DISTINCT num AS given FROM ticket_access WHERE ${listed(viewer)}) AS own CROSS JOIN ticket`,
        where: sql`ticket.num = own.given AND ${free(viewer)}`,
      }
    : {
        from: sql`ticket`,
        where: sql`EXISTS (SELECT 1 FROM ticket_access WHERE ticket_access.num = ticket.num AND ${listed(viewer)}) AND ${free(viewer)}`,
      };

export interface BoardQuestion {
  readonly viewer: Viewer;
  readonly span: TabSpan;
  readonly after: BoardPlace | null;
  readonly limit: number;
  /** Up to how many dockets in hand are looked at one by one. */
  readonly oneByOne?: number;
}

/** Dockets in hand in the order of the board, from after a place. */
export async function boardPlaces(
  read: Read,
  { viewer, span, after, limit, oneByOne = LOOKED_AT }: BoardQuestion,
): Promise<readonly BoardPlace[]> {
  if (viewer.units.length === 0) return [];
  const { from, where } = inHand({ viewer, isFew: await areFew(read, { viewer, oneByOne }) });
  const start = Math.max(span.from, after?.key ?? 0);
  const beyond = after === null ? sql`` : sql` AND (${KEY} > ${after.key} OR ticket.num > ${after.num})`;
  const rows = await read.all<{ key: number; num: number }>(
    sql`SELECT ${KEY} AS key, ticket.num AS num FROM ${from}
      WHERE ${WORKED_ON} AND ${KEY} >= ${start} AND ${KEY} < ${span.until}${beyond} AND ${where}
      ORDER BY ${KEY}, ticket.num LIMIT ${limit}`,
  );
  return rows.map(({ key, num }) => ({ key: Number(key), num: Number(num) }));
}

/** How many stand in each list, each counted up to `limit` where there are many. */
export async function countBoard(
  read: Read,
  { viewer, spans, limit }: { viewer: Viewer; spans: Readonly<Record<BoardTab, TabSpan>>; limit: number },
): Promise<Record<BoardTab, number>> {
  const counts: Record<BoardTab, number> = { now: 0, today: 0, later: 0 };
  if (viewer.units.length === 0) return counts;
  const { from, where } = inHand({ viewer, isFew: await areFew(read, { viewer, oneByOne: LOOKED_AT }) });
  for (const tab of BOARD_TABS) {
    const span = spans[tab];
    const rows = await read.all<{ n: number }>(
      sql`SELECT count(*) AS n FROM (SELECT ticket.num FROM ${from}
        WHERE ${WORKED_ON} AND ${KEY} >= ${span.from} AND ${KEY} < ${span.until} AND ${where} LIMIT ${limit}) AS found`,
    );
    counts[tab] = Number(rows[0]?.n ?? 0);
    // Three long walks in a row must not keep other officers waiting.
    await new Promise(setImmediate);
  }
  return counts;
}
