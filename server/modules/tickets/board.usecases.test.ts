import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { midnightBefore } from '../../platform/clock/kolkata.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { boardPlaces } from './board.repository.ts';
import { placeText, readPlace, spansOfTabs } from './board.rules.ts';
import { readBoard } from './board.usecases.ts';
import { noteCalled } from './calls.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, type TicketDesk } from './desk.testing.ts';
import { viewerOf } from './list.usecases.ts';
import { BOARD_KEY, ON_BOARD } from './tickets.table.ts';
import type { Ticket } from './tickets.types.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const HOUR = 3_600_000;

describe('the three lists', () => {
  const noon = Date.UTC(2026, 10, 21, 6, 30);
  it('meet without a gap, by Indian midnight', () => {
    const { now, today, later } = spansOfTabs(noon);
    expect([now.from, now.until, today.from]).toEqual([0, noon + HOUR + 1, noon + HOUR + 1]);
    expect([today.until, later.from]).toEqual(Array(2).fill(midnightBefore(noon) + 24 * HOUR));
  });
  it('leave nothing for today in its last hour', () => {
    const late = midnightBefore(noon) + 23.5 * HOUR;
    const { now, today, later } = spansOfTabs(late);
    expect(today.from).toBe(today.until);
    expect(later.from).toBe(now.until);
  });
  it('print and read places, and nothing else', () => {
    expect(readPlace(placeText({ key: 12, num: 7 }))).toEqual({ key: 12, num: 7 });
    for (const text of ['', '1', '1.', '.1', '1.2.3', '-1.2', '1e3.2', `${'9'.repeat(17)}.1`])
      expect(readPlace(text)).toBeNull();
  });
});

describe.each(testEngines)('the unit’s board on %s', (engine) => {
  let desk: TicketDesk;
  let at = 0;
  const made: Ticket[] = [];
  const { operator, station, commissioner, stranger } = people;

  async function dueIn(hours: number | null, owner = HAZRATGANJ): Promise<Ticket> {
    const plea = await desk.plea();
    const { ticket } = await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner });
    const dueAt = hours === null ? null : at + hours * HOUR;
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, dueAt }]));
    return { ...ticket, dueAt };
  }
  const board = (input: Partial<Parameters<typeof readBoard>[1]> = {}) =>
    readBoard(desk.deps, { actor: station, limit: 30, ...input });
  const idsOf = ({ tickets }: { tickets: readonly { id: string }[] }) => tickets.map(({ id }) => id);

  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    at = midnightBefore(desk.clock.now()) + 36 * HOUR;
    desk.clock.advance(at - desk.clock.now());
    for (const hours of [5, 0.5, -3, 40, null, 2]) made.push(await dueIn(hours));
    await dueIn(0.5, GOMTI_NAGAR);
  });
  afterAll(() => desk.close());
  const the = (index: number) => made[index]?.id ?? '';

  it('sorts into now, today and later by the clock, counts each, and shows the station its own alone', async () => {
    const now = await board();
    expect(now.tab).toBe('now');
    expect(idsOf(now)).toEqual([the(2), the(1)]);
    expect(idsOf(await board({ tab: 'today' }))).toEqual([the(5), the(0)]);
    expect(idsOf(await board({ tab: 'later' }))).toEqual([the(3), the(4)]);
    expect(now.counts).toEqual({
      ...{ now: { n: 2, more: false }, today: { n: 2, more: false }, later: { n: 2, more: false } },
    });
    expect((await board({ actor: commissioner })).counts.now.n).toBe(3);
    expect((await board({ actor: stranger })).counts).toMatchObject({ now: { n: 1 }, today: { n: 0 } });
    expect((await board({ actor: people.admin })).tickets).toEqual([]);
  });

  it('goes from page to page without a docket twice or left out', async () => {
    for (const tab of ['now', 'today', 'later'] as const) {
      const whole = idsOf(await board({ tab }));
      const first = await board({ tab, limit: 1 });
      const second = await board({ tab, limit: 1, cursor: first.next ?? '' });
      expect([...idsOf(first), ...idsOf(second)]).toEqual(whole);
      expect(second.next).toBeNull();
    }
    await expect(board({ cursor: 'x' })).rejects.toMatchObject({ code: 'http.invalid' });
  });

  it('puts danger to life first, whatever its clock', async () => {
    const far = await dueIn(70);
    await correctTicket(desk.deps, { actor: operator, id: far.id, version: far.version, urgency: 'life-risk' });
    const now = await board();
    expect(idsOf(now)[0]).toBe(far.id);
    expect(now.counts.now.n).toBe(3);
  });

  it('says how often the person was called, without what was taken back', async () => {
    const ticket = await desk.read(the(1));
    const call = (version: number, reached: boolean) =>
      noteCalled(desk.deps, { actor: station, id: ticket.id, version, reached });
    const callsOn = async () => (await board()).tickets.find(({ id }) => id === ticket.id)?.calls;
    expect(await callsOn()).toBeNull();
    const first = (await call(ticket.version, false)).ticket;
    desk.clock.advance(1000);
    const second = (await call(first.version, true)).ticket;
    expect(await callsOn()).toMatchObject({ tries: 2, reached: true });
    await undoLast(desk.deps, { actor: station, id: ticket.id, version: second.version });
    expect(await callsOn()).toMatchObject({ tries: 1, reached: false });
    const history = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    const called = history.find(({ type }) => type === 'ticket.called');
    expect(Object.keys(called?.data ?? {}).sort()).toEqual(['after', 'before', 'reached', 'version']);
  });

  it('reads keys alone for a station, and walks the deadlines for who has many', async () => {
    if (engine !== 'sqlite') return;
    const explain = async (statement: string): Promise<string> => {
      const steps = await desk.deps.db.read.all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN ${statement}`));
      return steps.map(({ detail }) => detail).join('\n');
    };
    const few = await explain(
      `SELECT ${BOARD_KEY} AS key, ticket.num AS num FROM (SELECT DISTINCT num AS given FROM ticket_access
       WHERE unit IN ('a') AND ${ON_BOARD}) AS own CROSS JOIN ticket WHERE ${ON_BOARD} AND ${BOARD_KEY} >= 1 AND ticket.num = own.given`,
    );
    expect(few).toMatch(/SEARCH ticket_access USING PRIMARY KEY \(unit=\? AND state=\?\)/);
    expect(few).toMatch(/SEARCH ticket USING INDEX ticket_num \(num=\?\)/);
    const many = await explain(
      `SELECT num FROM ticket WHERE ${ON_BOARD} AND ${BOARD_KEY} >= 1 AND ${BOARD_KEY} < 9 ORDER BY ${BOARD_KEY}, ticket.num LIMIT 30`,
    );
    expect(many).toMatch(/USING (COVERING )?INDEX ticket_board/);
    expect(many).not.toMatch(/TEMP B-TREE/);
  });

  it('gives the same of many as of few', async () => {
    const { read } = desk.deps.db;
    const viewer = viewerOf(commissioner);
    const span = { from: 0, until: Number.MAX_SAFE_INTEGER };
    const few = await boardPlaces(read, { viewer, span, after: null, limit: 50 });
    const many = await boardPlaces(read, { viewer, span, after: null, limit: 50, oneByOne: 0 });
    expect(few.length).toBeGreaterThan(5);
    expect(many).toEqual(few);
    const [second] = few.slice(1);
    expect(await boardPlaces(read, { viewer, span, after: second ?? null, limit: 50, oneByOne: 0 })).toEqual(
      few.slice(2),
    );
  });
});
