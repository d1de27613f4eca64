import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { clocksOf } from '../tickets/clocks.repository.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { readCalendars, removeCalendar, setCalendar } from './calendar.usecases.ts';
import { dayOf } from './calendar.rules.ts';
import { termsAt } from './in-force.usecases.ts';
import { USUAL } from './deadlines.rules.ts';
import { deadlineBodies } from './deadlines.schemas.ts';
import type { DeadlineRule } from './deadlines.types.ts';
import { readDeadlines, setDeadlines, tryDeadlines } from './deadlines.usecases.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const { admin, operator, commissioner } = people;

const rule = (over: Partial<DeadlineRule>): DeadlineRule => ({
  ...{ category: null, urgency: null, channel: null, minutes: { closure: 60 }, working: false },
  ...over,
});

describe.each(testEngines)('deadlines on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());

  const set = async (rules: DeadlineRule[], validFrom: number | null = null) => {
    const { version } = await readDeadlines(desk.deps, admin);
    desk.clock.advance(1000);
    return setDeadlines(desk.deps, { actor: admin, terms: { ...USUAL, rules }, version, validFrom });
  };
  async function opened(category = 'theft') {
    desk.clock.advance(1000);
    const { id, version } = await desk.plea();
    desk.clock.advance(1000);
    const input = { actor: operator, id, version, owner: HAZRATGANJ, category, urgency: 'normal' as const };
    return (await openTicket(desk.deps, input)).ticket;
  }
  const lasts = async (id: string, kind = 'closure') => {
    const clock = (await clocksOf(desk.deps.db.read, id)).find((one) => one.kind === kind);
    return clock ? clock.dueAt - clock.startedAt : null;
  };

  it('are an administrator’s to set, once by two at one moment, from now on', async () => {
    const [terms, version] = [USUAL, 0];
    for (const actor of [operator, commissioner]) {
      expect(await refusal(readDeadlines(desk.deps, actor))).toBe('officers.not_allowed');
      expect(await refusal(setDeadlines(desk.deps, { actor, terms, version, validFrom: null }))).toBe(
        'officers.not_allowed',
      );
    }
    const past = setDeadlines(desk.deps, { actor: admin, terms, version, validFrom: 1 });
    expect(await refusal(past)).toBe('deadlines.past');
    const both = [1, 2].map(() => refusal(setDeadlines(desk.deps, { actor: admin, terms, version, validFrom: null })));
    expect((await Promise.all(both)).sort()).toEqual([null, 'deadlines.changed'].sort());
    const [event] = await desk.deps.events.ofStream('setting:deadlines');
    expect(event).toMatchObject({ type: 'deadlines.set', data: { version: 1, pauseDays: 7 } });
    const isFine = (rules: unknown[]) =>
      deadlineBodies.set.safeParse({ terms: { ...USUAL, rules }, version: 0, validFrom: null }).success;
    expect(isFine([rule({ category: 'theft' }), rule({})])).toBe(true);
    expect([[rule({}), rule({})], [rule({ minutes: {} })], [rule({ category: 'none' })]].map(isFine)).toEqual([
      ...[false, false, false],
    ]);
  });

  it('of a new ticket follow the row that names most; what runs keeps its own', async () => {
    const before = await opened();
    expect(await lasts(before.id)).toBe(10 * DAY);
    await set([
      rule({ minutes: { closure: 60 } }),
      rule({ channel: 'x', minutes: { closure: 70, pick_up: 3 } }),
      rule({ urgency: 'normal', minutes: { closure: 80 } }),
      rule({ category: 'theft', minutes: { closure: 90 } }),
      rule({ category: 'theft', channel: 'x', minutes: { closure: 100 } }),
    ]);
    expect(await lasts(before.id)).toBe(10 * DAY);
    const after = await opened();
    expect(await lasts(after.id)).toBe(100 * MINUTE);
    expect(await lasts(after.id, 'pick_up')).toBe(3 * MINUTE);
    expect(await lasts(after.id, 'action')).toBe(3 * DAY);
    expect(await lasts((await opened('traffic')).id)).toBe(80 * MINUTE);
    // Another matter than it was taken for: by what was in force when its clocks began.
    const { ticket } = await correctTicket(desk.deps, {
      ...{ actor: operator, id: after.id, version: after.version, category: 'traffic' },
    });
    expect(await lasts(ticket.id)).toBe(80 * MINUTE);
    await correctTicket(desk.deps, { actor: operator, id: before.id, version: before.version, category: 'traffic' });
    expect(await lasts(before.id)).toBe(10 * DAY);
    const { applies } = tryDeadlines({
      actor: admin,
      terms: (await readDeadlines(desk.deps, admin)).terms,
      channel: 'x',
    });
    const theft = applies.find(({ category, urgency }) => category === 'theft' && urgency === 'normal');
    expect(theft?.clocks.find(({ kind }) => kind === 'closure')).toMatchObject({ minutes: 100, rule: 4 });
  });

  it('that are planned begin in time', async () => {
    await set([rule({ minutes: { closure: 500 } })]);
    await set([rule({ minutes: { closure: 600 } })], desk.clock.now() + 2 * DAY);
    expect(await lasts((await opened()).id)).toBe(500 * MINUTE);
    desk.clock.advance(3 * DAY);
    expect(await lasts((await opened()).id)).toBe(600 * MINUTE);
  });

  it('that are planned do not take over from a later correction unasked', async () => {
    const later = desk.clock.now() + 30 * DAY;
    await set([rule({ minutes: { closure: 500 } })], later);
    const corrected = [rule({ minutes: { closure: 600 } })];
    expect(await refusal(set(corrected))).toBe('deadlines.planned');
    const { version } = await readDeadlines(desk.deps, admin);
    const to = (planned: 'keep' | 'replace', from: number) =>
      setDeadlines(desk.deps, {
        ...{ actor: admin, terms: { ...USUAL, rules: corrected }, version: from, validFrom: null, planned },
      });
    expect(await to('keep', version)).toEqual({ version: version + 1 });
    const closure = async (at: number) => (await termsAt(desk.deps.db.read, at)).rules[0]?.minutes.closure;
    expect([await closure(desk.clock.now()), await closure(later)]).toEqual([600, 500]);
    expect(await refusal(to('replace', version))).toBe('deadlines.changed');
    expect(await to('replace', version + 1)).toEqual({ version: version + 3 });
    expect([await closure(desk.clock.now()), await closure(later)]).toEqual([600, 600]);
    // What begins after it asks of nothing.
    await set(corrected, later + DAY);
    await to('keep', (await readDeadlines(desk.deps, admin)).version);
    desk.clock.advance(33 * DAY);
  });

  it('that run stay when a holiday is added after the fact; one reckoned anew goes by the calendar of that moment', async () => {
    const { version } = await readDeadlines(desk.deps, admin);
    await setDeadlines(desk.deps, {
      ...{ actor: admin, version, validFrom: null, planned: 'keep' },
      terms: { ...USUAL, rules: [rule({ minutes: { closure: 3 * 24 * 60 }, working: true })] },
    });
    const ticket = await opened();
    const due = async () =>
      (await clocksOf(desk.deps.db.read, ticket.id)).find(({ kind }) => kind === 'closure')?.dueAt ?? 0;
    const before = await due();
    const days = [1, 2].map((n) => ({ day: dayOf(desk.clock.now() + n * DAY), name: 'Closed by order' }));
    await setCalendar(desk.deps, { actor: admin, unit: HAZRATGANJ, version: 0, week: null, holidays: days });
    expect(await due()).toBe(before);
    desk.clock.advance(1000);
    const { version: seen } = await desk.read(ticket.id);
    await correctTicket(desk.deps, { actor: operator, id: ticket.id, version: seen, category: 'traffic' });
    expect(await due()).toBeGreaterThan(before);
    await removeCalendar(desk.deps, { actor: admin, unit: HAZRATGANJ, version: 1 });
  });

  it('count working days of the unit for what is not urgent', async () => {
    await set([rule({ minutes: { closure: 2 * 24 * 60, action: 60, first_response: 30 }, working: true })]);
    const unit = LUCKNOW;
    const calendar = { actor: admin, unit, version: 0, week: [0, 1, 2, 3, 4, 5, 6], holidays: [] };
    expect(await refusal(setCalendar(desk.deps, { ...calendar, actor: commissioner }))).toBe('officers.not_allowed');
    expect(await refusal(setCalendar(desk.deps, { ...calendar, unit: 'none' }))).toBe('tickets.unit_unknown');
    await setCalendar(desk.deps, calendar);
    expect(await refusal(setCalendar(desk.deps, calendar))).toBe('deadlines.calendar_changed');
    expect(await lasts((await opened()).id)).toBe(2 * DAY);
    const day = new Date(desk.clock.now() + 5.5 * 60 * MINUTE + DAY).toISOString().slice(0, 10);
    await setCalendar(desk.deps, { ...calendar, version: 1, holidays: [{ day, name: 'Fair' }] });
    const resting = await opened();
    expect(await lasts(resting.id)).toBe(3 * DAY);
    expect(await lasts(resting.id, 'first_response')).toBe(30 * MINUTE);
    const { ticket } = await correctTicket(desk.deps, {
      ...{ actor: operator, id: resting.id, version: resting.version, urgency: 'urgent' },
    });
    expect(await lasts(ticket.id)).toBe(2 * DAY);
    expect((await readCalendars(desk.deps, admin)).calendars).toMatchObject([{ version: 2, holidays: [{ day }] }]);
    await removeCalendar(desk.deps, { actor: admin, unit, version: 2 });
    expect((await readCalendars(desk.deps, admin)).calendars).toEqual([]);
  });
});
