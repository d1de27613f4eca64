import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { listTickets } from '../tickets/list.usecases.ts';
import { reopenTicket, verifyTicket } from '../tickets/review.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from '../tickets/triage.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { readBoard } from './board.usecases.ts';
import { boardAnswer, boardQuery } from './reports.schemas.ts';
import { foldAll } from './rollups.testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe.each(testEngines)('the board on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterEach(() => desk.close());

  const { operator, station, commissioner, chief } = people;
  const board = async (actor: Actor, query: Readonly<Record<string, unknown>> = {}) =>
    boardAnswer.parse(
      await readBoard({ ...desk.deps, tree: desk.directory }, { actor, query: boardQuery.parse(query) }),
    );
  const by = (actor: Actor, { id, version }: Pick<Ticket, 'id' | 'version'>) => ({ actor, id, version });
  const open = async (owner = HAZRATGANJ, category = 'theft') => {
    const plea = await desk.plea();
    return (await openTicket(desk.deps, { ...by(operator, plea), owner, category })).ticket;
  };
  const close = async (ticket: Ticket, outcome: 'counselled' | 'not_found' = 'counselled', actor = station) =>
    (
      await closeTicket(desk.deps, {
        ...by(actor, ticket),
        ...{ outcome, details: {}, attachments: [] },
        internalText: 'Both neighbours were heard at the station on the wall',
        publicAnswer: 'Settled',
      })
    ).ticket;

  /** Everything that the officer finds in his lists, of the units under one. */
  async function listed(actor: Actor, unit: string) {
    const rows = (await listTickets(desk.deps, { actor, before: null, limit: 100 })).tickets;
    const tickets = await desk.everything();
    return rows
      .map((row) => tickets.find(({ id }) => id === row.id))
      .filter((one) => one !== undefined)
      .filter((one) => desk.deps.tree.isUnder(one.owner ?? one.desk, unit));
  }

  async function expectLikeLists(): Promise<void> {
    const other = createActor({ unit: GOMTI_NAGAR, role: 'station' });
    const accused = createActor({ unit: HAZRATGANJ, role: 'station', officer: 'off_accused' });
    for (const actor of [operator, station, commissioner, chief, other, accused])
      for (const unit of [HAZRATGANJ, GOMTI_NAGAR, LUCKNOW, 'u_up']) {
        const own = actor.posts[0]?.unit ?? '';
        if (!desk.deps.tree.isUnder(unit, own)) continue;
        const rows = await listed(actor, unit);
        const { figures, now } = await board(actor, { unit });
        const many = (states: readonly string[]): number => rows.filter(({ state }) => states.includes(state)).length;
        expect([actor.officer, unit, figures.received]).toEqual([actor.officer, unit, rows.length]);
        expect([actor.officer, unit, figures.notForUs]).toEqual([actor.officer, unit, many(['not_for_us'])]);
        expect([actor.officer, unit, figures.askBack]).toEqual([actor.officer, unit, many(['ask_back'])]);
        expect([actor.officer, unit, figures.waiting]).toEqual([actor.officer, unit, many(['received'])]);
        expect([actor.officer, unit, figures.closed]).toEqual([actor.officer, unit, many(['closed', 'verified'])]);
        expect([actor.officer, unit, figures.verified]).toEqual([actor.officer, unit, many(['verified'])]);
        expect([actor.officer, unit, now.open]).toEqual([actor.officer, unit, many(['open', 'in_process'])]);
        expect([actor.officer, unit, now.inProcess]).toEqual([actor.officer, unit, many(['in_process'])]);
      }
  }

  it('counts for every officer what his lists hold, before the roll-ups are brought up and after', async () => {
    const { deps } = desk;
    await desk.plea();
    await markNotForUs(deps, { ...by(operator, await desk.plea()), reason: 'praise' });
    await askBack(deps, by(operator, await desk.plea()));
    const taken = await takeUpTicket(deps, by(station, await open()));
    await close(taken.ticket);
    await foldAll(deps);
    await verifyTicket(deps, by(commissioner, await close(await open())));
    const moved = await open();
    await transferTicket(deps, { ...by(commissioner, moved), to: GOMTI_NAGAR, reason: 'It happened there' });
    // About the head of the station, which has had it until now.
    const about = await open();
    await correctTicket(deps, { ...by(operator, about), aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    await correctTicket(deps, { ...by(operator, await desk.plea()), aboutPolice: 'yes', accusedUnit: LUCKNOW });
    const undone = await open(GOMTI_NAGAR);
    desk.clock.advance(1000);
    await undoLast(deps, by(operator, undone));
    const { ticketConflict } = deps.db.tables;
    await deps.db.write((tx) => tx.insertRows(ticketConflict, [{ num: taken.ticket.num, officer: 'off_accused' }]));
    await expectLikeLists();
    await foldAll(deps);
    await expectLikeLists();
    expect((await board(chief)).figures.received).toBe(9);
    expect((await board(station)).figures.received).toBe(2);
    expect(
      (await board(createActor({ unit: HAZRATGANJ, role: 'station', officer: 'off_accused' }))).figures,
    ).toMatchObject({ received: 1, takenUp: 1 });
  });

  it('tells what units did, how long it took, and how it looks when they close for the figures', async () => {
    const { deps } = desk;
    const slow = await open();
    desk.clock.advance(2 * HOUR);
    const taken = await takeUpTicket(deps, by(station, slow));
    desk.clock.advance(DAY);
    const closed = await close(taken.ticket, 'not_found');
    await close(await open());
    desk.clock.advance(HOUR);
    await reopenTicket(deps, { ...by(chief, closed), reason: 'Nobody went there' });
    await foldAll(deps);
    const { figures, signs, now } = await board(station, { from: '2026-11-20', to: '2026-11-21' });
    expect(figures).toMatchObject({
      closed: 1,
      reopened: 1,
      falseClosures: 1,
      closedQuickly: 1,
      closedWithoutPhoto: 1,
    });
    expect(figures.outcomes).toEqual({ counselled: 1 });
    // Reopened, it stands one rank above the station, whose first answer it remains.
    expect(now.open).toBe(0);
    expect(figures.firstResponse.n).toBe(2);
    expect(Math.abs((figures.firstResponse.p90 ?? 0) / (26 * HOUR) - 1)).toBeLessThan(0.06);
    expect(signs.closedQuickly).toEqual({ n: 1, of: 1, share: null });
    expect((await board(chief)).now).toMatchObject({ open: 1, ages: [1, 0, 0, 0, 0] });
    desk.clock.advance(40 * DAY);
    expect((await board(chief)).now).toMatchObject({ open: 1, overdue: 1, ages: [0, 0, 0, 0, 1] });
  });

  it('tells figures apart, and every period beside the one before', async () => {
    await open(HAZRATGANJ, 'theft');
    await open(GOMTI_NAGAR, 'traffic');
    desk.clock.advance(3 * DAY);
    await open(HAZRATGANJ, 'traffic');
    await foldAll(desk.deps);
    const period = { from: '2026-11-22', to: '2026-11-24' };
    const units = await board(chief, { ...period, unit: LUCKNOW });
    expect([units.figures.received, units.before.figures.received]).toEqual([1, 2]);
    expect([units.before.from, units.before.to]).toEqual(['2026-11-19', '2026-11-21']);
    expect(units.rows.reduce((sum, row) => sum + row.figures.received, 0)).toBe(1);
    expect(units.rows.reduce((sum, row) => sum + (row.before?.received ?? 0), 0)).toBe(2);
    expect(units.rows.every(({ few, names }) => few && names !== undefined)).toBe(true);
    const districts = await board(chief, { ...period, level: 'district' });
    expect(districts.rows.find(({ key }) => key === LUCKNOW)?.figures.received).toBe(1);
    expect(districts.rows.length).toBeGreaterThan(70);
    const both = { from: '2026-11-20', to: '2026-11-24' };
    const keys = async (what: string) =>
      (await board(chief, { ...both, by: what })).rows
        .filter(({ figures }) => figures.received > 0)
        .map(({ key, figures }) => [key, figures.received]);
    expect(await keys('category')).toEqual([
      ['theft', 1],
      ['traffic', 2],
    ]);
    expect(await keys('channel')).toEqual([['x', 3]]);
    expect(await keys('day')).toEqual([
      ['2026-11-20', 2],
      ['2026-11-23', 1],
    ]);
    // Friday noon twice, Monday noon once.
    expect(await keys('hour-weekday')).toEqual([
      ['12', 1],
      [`${4 * 24 + 12}`, 2],
    ]);
  });

  it('shows handles of which nobody speaks, and those that nobody answers', async () => {
    await open();
    await foldAll(desk.deps);
    desk.clock.advance(3 * DAY);
    expect((await board(chief, { quietDays: 2 })).handles.map(({ sign }) => sign)).toEqual(['silent']);
    await desk.plea();
    await foldAll(desk.deps);
    expect((await board(chief, { quietDays: 2 })).handles).toMatchObject([{ handle: '@Uppolice', sign: 'dormant' }]);
    await close(await open());
    await foldAll(desk.deps);
    expect((await board(chief, { quietDays: 2 })).handles).toEqual([]);
  });

  it('is refused for another unit, to whoever sees no tickets, and for a period that is none', async () => {
    expect(await refusal(board(station, { unit: LUCKNOW }))).toBe('tickets.not_found');
    expect(await refusal(board(station, { unit: GOMTI_NAGAR }))).toBe('tickets.not_found');
    expect(await refusal(board(people.admin))).toBe('tickets.not_found');
    expect(await refusal(board(chief, { unit: 'u_none' }))).toBe('tickets.not_found');
    expect(await refusal(board(chief, { from: '2026-11-20', to: '2026-11-19' }))).toBe('reports.period');
  });
});
