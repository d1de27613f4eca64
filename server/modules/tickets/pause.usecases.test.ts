import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { markBreaches } from './breach.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { clocksOf } from './clocks.repository.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { endSpentPauses, pauseTicket, resumeTicket } from './pause.usecases.ts';
import { movedBy, waited, waitLeft } from './pause.rules.ts';
import { readHistory } from '../reports/history.rules.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const { operator, station, stranger, commissioner } = people;

describe('what a ticket waits', () => {
  it('and what it runs add up, never past the cap', () => {
    const steps = fc.array(fc.record({ runs: fc.nat(5 * DAY), waits: fc.nat(9 * DAY) }), { maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 20 }), (all, days) => {
        const clock = { kind: 'action', startedAt: 0 };
        const pauses: { startedAt: number; untilAt: number; endedAt: number; clocks: (typeof clock)[] }[] = [];
        let [now, ran] = [0, 0];
        for (const { runs, waits } of all) {
          now += runs;
          ran += runs;
          const left = waitLeft(pauses, days);
          if (left === 0) continue;
          const [startedAt, spent] = [now, Math.min(waits, left)];
          now += waits;
          ran += waits - spent;
          pauses.push({ startedAt, untilAt: startedAt + left, endedAt: startedAt + spent, clocks: [clock] });
        }
        expect(ran + waited(pauses, now)).toBe(now);
        expect(movedBy(pauses, clock)).toBe(waited(pauses, now));
        expect(movedBy(pauses, clock)).toBeLessThanOrEqual(days * DAY);
        expect(movedBy(pauses, { kind: 'pick_up', startedAt: 0 })).toBe(0);
      }),
    );
  });
});

describe.each(testEngines)('pauses on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());

  async function opened() {
    count += 1;
    desk.clock.advance(HOUR);
    const [id, author] = [`7${count}00`, `waiting${count}`];
    const plea = await desk.plea({ id, author });
    desk.clock.advance(1000);
    const input = { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ };
    const { ticket } = await openTicket(desk.deps, input);
    desk.clock.advance(1000);
    const say = (text: string) => desk.take([{ id: `${id}1`, author, kind: 'reply', inReplyTo: id, text }]);
    return { id: ticket.id, say };
  }
  const now = async (id: string) => ({ id, version: (await desk.read(id)).version });
  const due = async (id: string) =>
    Object.fromEntries((await clocksOf(desk.deps.db.read, id)).map(({ kind, dueAt }) => [kind, dueAt]));
  const pause = async (id: string, { actor = station, reason = 'citizen' as 'citizen' | 'agency' } = {}) =>
    pauseTicket(desk.deps, { ...(await now(id)), actor, reason, note: 'Asked for the number of the car' });
  const detail = (id: string) =>
    readTicket({ ...desk.deps, offices: { office: () => null } }, { actor: commissioner, id });

  it('move action and closure by all that is left, and give back what was not used', async () => {
    const { id } = await opened();
    const before = await due(id);
    expect(await refusal(pause(id, { actor: stranger }))).toBe('tickets.not_found');
    expect(await refusal(pause(id, { actor: operator }))).toBe('officers.not_allowed');
    await pause(id);
    const first = await due(id);
    expect(first).toMatchObject({ pick_up: before.pick_up, first_response: before.first_response });
    expect([first.action, first.closure]).toEqual([before.action, before.closure].map((at) => (at ?? 0) + 7 * DAY));
    expect((await detail(id)).waitsFor).toMatchObject({ reason: 'citizen' });
    expect((await detail(id)).actions).toContain('resume');
    expect(await refusal(pause(id))).toBe('tickets.pause_open');
    desk.clock.advance(2 * DAY);
    const back = await resumeTicket(desk.deps, { ...(await now(id)), actor: station });
    expect((await due(id)).action).toBe((before.action ?? 0) + 2 * DAY);
    expect((await detail(id)).waited).toBe(2 * DAY);
    expect(await refusal(resumeTicket(desk.deps, { ...(await now(id)), actor: station }))).toBe('tickets.pause_none');
    // Taken back, it waits on; and the pause itself can be taken back.
    await undoLast(desk.deps, { actor: station, id, version: back.ticket.version });
    expect(await due(id)).toEqual(first);
    desk.clock.advance(1000);
    await resumeTicket(desk.deps, { ...(await now(id)), actor: station });
    const rest = await due(id);
    desk.clock.advance(1000);
    const again = await pause(id);
    await undoLast(desk.deps, { actor: station, id, version: again.ticket.version });
    expect(await due(id)).toEqual(rest);
    expect((await detail(id)).waitsFor).toBeNull();
  });

  it('end by the citizen’s answer, or by themselves when they are spent', async () => {
    const { id, say } = await opened();
    const before = await due(id);
    await pause(id);
    desk.clock.advance(DAY);
    await say('गाड़ी का नंबर यह है, कृपया देखिए और कार्रवाई कीजिए');
    expect((await due(id)).closure).toBe((before.closure ?? 0) + DAY);
    const events = await desk.deps.events.ofStream(`ticket:${id}`);
    expect(events.find(({ type }) => type === 'ticket.resumed')).toMatchObject({ actor: 'citizen' });
    await pause(id, { reason: 'agency' });
    desk.clock.advance(5 * DAY);
    expect(await endSpentPauses(desk.deps, { limit: 20 })).toBe(0);
    desk.clock.advance(2 * DAY);
    await Promise.all([1, 2].map(() => endSpentPauses(desk.deps, { limit: 20 })));
    const ended = (await desk.deps.events.ofStream(`ticket:${id}`)).filter(({ data }) => data.ending === 'cap');
    expect(ended).toHaveLength(1);
    expect((await due(id)).closure).toBe((before.closure ?? 0) + 7 * DAY);
    expect(await refusal(pause(id))).toBe('tickets.pause_spent');
  });

  it('never hold a life at risk, and are gone when it turns out to be', async () => {
    const { id } = await opened();
    await pause(id);
    desk.clock.advance(DAY);
    const urgent = await correctTicket(desk.deps, { ...(await now(id)), actor: operator, urgency: 'life-risk' });
    const clocks = await clocksOf(desk.deps.db.read, id);
    expect(clocks.find(({ kind }) => kind === 'action')).toMatchObject({ dueAt: (clocks[0]?.startedAt ?? 0) + HOUR });
    expect((await detail(id)).waitsFor).toBeNull();
    expect(await refusal(pause(id))).toBe('tickets.pause_danger');
    await undoLast(desk.deps, { actor: operator, id, version: urgent.ticket.version });
    expect((await detail(id)).waitsFor).not.toBeNull();
  });

  it('keep a deadline from passing while they last, and end with the docket', async () => {
    const { id } = await opened();
    const before = await due(id);
    await pause(id);
    desk.clock.advance((before.action ?? 0) - desk.clock.now() + HOUR);
    await markBreaches(desk.deps, { limit: 500 });
    const breached = async () => {
      const rows = (await clocksOf(desk.deps.db.read, id)).filter((one) => one.breachedAt !== null);
      return rows.map(({ kind }) => kind);
    };
    expect(await breached()).not.toContain('action');
    await resumeTicket(desk.deps, { ...(await now(id)), actor: station });
    desk.clock.advance(4 * DAY);
    await markBreaches(desk.deps, { limit: 500 });
    expect(await breached()).toContain('action');
    await pause(id);
    desk.clock.advance(1000);
    const report = { outcome: 'settled' as const, details: {}, internalText: 'Both brothers were heard at the shop' };
    const closing = { ...report, publicAnswer: 'Settled by both', attachments: [] };
    const closed = await closeTicket(desk.deps, { ...(await now(id)), actor: station, ...closing });
    expect((await detail(id)).waitsFor).toBeNull();
    await undoLast(desk.deps, { actor: station, id, version: closed.ticket.version });
    expect((await detail(id)).waitsFor).not.toBeNull();
  });

  it('let a deadline that had passed pass anew, once, and an undo brings back that it had', async () => {
    const { id } = await opened();
    const { action = 0 } = await due(id);
    desk.clock.advance(action + 1000 - desk.clock.now());
    await markBreaches(desk.deps, { limit: 100 });
    const passed = async () =>
      (await clocksOf(desk.deps.db.read, id)).find(({ kind }) => kind === 'action')?.breachedAt ?? null;
    const told = async () =>
      (await desk.deps.events.ofStream(`ticket:${id}`)).filter(
        ({ type, data }) => type === 'ticket.deadline-passed' && data.clock === 'action',
      ).length;
    const was = await passed();
    expect(was).not.toBeNull();
    await pause(id);
    expect(await passed()).toBeNull();
    await undoLast(desk.deps, { ...(await now(id)), actor: station });
    expect(await passed()).toBe(was);
    await pause(id);
    await markBreaches(desk.deps, { limit: 100 });
    expect([await passed(), await told()]).toEqual([null, 1]);
    const { action: moved = 0 } = await due(id);
    desk.clock.advance(moved + 1000 - desk.clock.now());
    await markBreaches(desk.deps, { limit: 100 });
    await markBreaches(desk.deps, { limit: 100 });
    expect([await passed(), await told()]).toEqual([desk.clock.now(), 2]);
    const events = await desk.deps.events.ofStream(`ticket:${id}`);
    expect(events.at(-1)?.data).toMatchObject({ clock: 'action', again: true });
    const asTold = events.map((event, seq) => ({ ...event, seq }));
    const counted = readHistory(asTold).acts.filter(({ kind, detail }) => kind === 'breached' && detail === 'action');
    expect(counted).toHaveLength(1);
  });
});
