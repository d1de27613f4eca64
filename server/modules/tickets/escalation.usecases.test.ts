import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClocks } from '../../../workers/clocks/clocks.ts';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { overdueQuery } from './breach.repository.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { runningOutFor, runningOutOfFew, runningOutOfMany } from './due-today.repository.ts';
import { readDueToday } from './due-today.usecases.ts';
import { answerClimb, listClimbed, readClimbed } from './escalation-answer.usecases.ts';
import { dueQuery } from './escalation.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { closeTicket, transferTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CIRCLE = 'u_up_lucknow_c_hazratganj';
const ZONE = 'u_up_lucknow_z_central';
const REPORT = {
  outcome: 'settled' as const,
  details: {},
  attachments: [],
  internalText: 'Heard both sides',
  publicAnswer: 'मामला सुलझ गया है।',
};

describe.each(testEngines)('a deadline that passed on %s', (engine) => {
  let desk: TicketDesk;
  let deps: TicketDesk['deps'] & { offices: TicketDesk['directory'] };
  let acp: Actor;
  let dcp: Actor;
  let dgp: Actor;
  let post: (officer: string, position: string) => Promise<Actor>;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = { ...desk.deps, offices: desk.directory };
    const { directory } = desk;
    post = (officer, position) =>
      postOfficer({ ...desk.deps, directory }, { officer: `off_${officer}`, name: `Officer ${officer}`, position });
    const headOf = (unit: string): string => directory.headOf(unit)?.id ?? '';
    acp = await post('acp', headOf(CIRCLE));
    dgp = await post('dgp', headOf('u_up'));
  });
  afterAll(() => desk.close());

  const opened = async (set: object = {}, owner = HAZRATGANJ): Promise<Ticket> => {
    const { id, version } = await desk.plea();
    return (
      await openTicket(deps, {
        actor: people.operator,
        id,
        version,
        owner,
        category: 'theft',
        urgency: 'normal',
        ...set,
      })
    ).ticket;
  };
  /** Lets the time go on and the clocks run, as often as they do by themselves. */
  const after = async (span: number): Promise<void> => {
    desk.clock.advance(span);
    await runClocks(deps);
  };
  const rows = async (ticket: Ticket, clock = 'pick_up') => {
    const { escalation } = deps.db.tables;
    const all = await deps.db.read.select().from(escalation);
    return all.filter((row) => row.ticket === ticket.id && row.clock === clock);
  };
  const climbs = async (ticket: Ticket, clock = 'pick_up') =>
    (await deps.events.ofStream(`ticket:${ticket.id}`))
      .filter(({ type, data }) => type === 'ticket.climbed' && data.clock === clock)
      .map(({ data }) => data.unit);
  const listed = async (actor: Actor) =>
    (await listClimbed(deps, actor)).climbed.map(({ ticket, clock }) => `${ticket.id} ${clock}`);

  it('is on the lists of those above while it has climbed to nobody, and of nobody else', async () => {
    const ticket = await opened({}, 'u_up');
    const passed = async (actor: Actor) => {
      const [day, page] = [await readDueToday(deps, actor), await listClimbed(deps, actor)];
      expect(page.passed).toEqual(day.passed);
      return day.passed.overdue.filter((row) => row.ticket.id === ticket.id && row.clock === 'pick_up');
    };
    expect(await passed(dgp)).toEqual([]);
    await after(5 * HOUR);
    expect(await rows(ticket)).toMatchObject([{ level: 0 }]);
    for (const actor of [dgp, people.operator])
      expect(await passed(actor)).toMatchObject([{ climbsAt: null, with: { id: 'u_up' } }]);
    for (const actor of [acp, people.station, people.stranger, people.admin]) expect(await passed(actor)).toEqual([]);
    const { version } = await desk.read(ticket.id);
    await transferTicket(deps, {
      ...{ actor: people.operator, id: ticket.id, version, to: HAZRATGANJ, reason: 'It happened there' },
    });
    for (const actor of [acp, dgp]) expect(await passed(actor)).toMatchObject(actor === dgp ? [{}] : []);
    await runClocks(deps);
    // It is with whom it has climbed to, and there alone.
    expect(await listed(acp)).toContain(`${ticket.id} pick_up`);
    expect(await passed(dgp)).toEqual([]);
  });

  it('climbs to the next one up who answers, once, whoever looks and how often', async () => {
    const ticket = await opened();
    desk.clock.advance(4 * HOUR + MINUTE);
    await Promise.all([runClocks(deps), runClocks(deps), runClocks(deps)]);
    await runClocks(deps);
    expect(await rows(ticket)).toMatchObject([{ level: 1, unit: CIRCLE, num: ticket.num }]);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    expect(await listed(acp)).toContain(`${ticket.id} pick_up`);
    expect(await listed(dgp)).not.toContain(`${ticket.id} pick_up`);
    expect(await listed(people.operator)).toEqual([]);
    expect(await listed(people.stranger)).toEqual([]);
    // Nobody is posted between the circle and the top: it goes there at its time, past the vacant offices.
    await after(23 * HOUR);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    await after(HOUR);
    expect(await climbs(ticket)).toEqual([CIRCLE, 'u_up']);
    expect(await listed(acp)).not.toContain(`${ticket.id} pick_up`);
    expect(await listed(dgp)).toContain(`${ticket.id} pick_up`);
    await after(30 * DAY);
    expect(await climbs(ticket)).toEqual([CIRCLE, 'u_up']);
  });

  it('waits for an office that is vacant now, and begins with the desk while nobody has it', async () => {
    const waiting = await desk.plea();
    await after(31 * MINUTE);
    expect(await rows(waiting, 'first_response')).toMatchObject([{ level: 1, unit: 'u_up' }]);
    const ticket = await opened({}, 'u_up');
    await after(5 * HOUR);
    expect(await rows(ticket)).toMatchObject([{ level: 0, dueAt: null }]);
    const { version } = await desk.read(ticket.id);
    await transferTicket(deps, {
      ...{ actor: people.operator, id: ticket.id, version, to: HAZRATGANJ, reason: 'It happened there' },
    });
    await runClocks(deps);
    expect(await rows(ticket)).toMatchObject([{ level: 1, unit: CIRCLE }]);
  });

  it('stops climbing with its clock, and goes on when that is taken back', async () => {
    const ticket = await opened();
    await after(5 * HOUR);
    const close = { actor: people.station, id: ticket.id, version: ticket.version, ...REPORT };
    const closed = (await closeTicket(deps, close)).ticket;
    expect(await listed(acp)).not.toContain(`${ticket.id} pick_up`);
    expect(await rows(ticket)).toMatchObject([{ dueAt: null, endedAt: expect.any(Number) as number }]);
    await undoLast(deps, { actor: people.station, id: ticket.id, version: closed.version });
    expect(await listed(acp)).toContain(`${ticket.id} pick_up`);
    await runClocks(deps);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    const [row] = await rows(ticket);
    expect(row).toMatchObject({ level: 1, endedAt: null, dueAt: (row?.at ?? 0) + DAY });
  });

  it('follows the ticket to another unit at the level that it had reached', async () => {
    const ticket = await opened();
    await after(5 * HOUR);
    expect(await rows(ticket)).toMatchObject([{ unit: CIRCLE }]);
    await transferTicket(deps, {
      ...{ actor: people.operator, id: ticket.id, version: ticket.version, to: GOMTI_NAGAR, reason: 'It is theirs' },
    });
    expect(await listed(acp)).not.toContain(`${ticket.id} pick_up`);
    await runClocks(deps);
    expect(await climbs(ticket)).toEqual([CIRCLE, 'u_up']);
    expect(await listed(dgp)).toContain(`${ticket.id} pick_up`);
  });

  it('has time again when the urgency is corrected, and climbs sooner when it is raised', async () => {
    const ticket = await opened({ urgency: 'urgent' });
    await after(31 * MINUTE);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    const correct = async (urgency: 'normal' | 'urgent') => {
      const { version } = await desk.read(ticket.id);
      await correctTicket(deps, { actor: people.operator, id: ticket.id, version, urgency });
      await runClocks(deps);
    };
    await correct('normal');
    expect(await listed(acp)).not.toContain(`${ticket.id} pick_up`);
    await after(4 * HOUR);
    expect(await listed(acp)).toContain(`${ticket.id} pick_up`);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    const other = await opened();
    await after(4 * HOUR + MINUTE);
    expect(await climbs(other)).toEqual([CIRCLE]);
    await after(3 * HOUR);
    expect(await climbs(other)).toEqual([CIRCLE]);
    const { version } = await desk.read(other.id);
    await correctTicket(deps, { actor: people.operator, id: other.id, version, urgency: 'urgent' });
    await runClocks(deps);
    expect(await climbs(other)).toEqual([CIRCLE, 'u_up']);
  });

  it('gives a level time that answers for it, once a step; others and older versions are refused', async () => {
    const ticket = await opened();
    await after(5 * HOUR);
    const climb = (actor: Actor, step: 'seen' | 'asked' | 'taken', version = 0) =>
      answerClimb(deps, { actor, id: ticket.id, clock: 'pick_up', version, step });
    const { climbed } = await readClimbed(deps, { actor: acp, id: ticket.id });
    const mine = climbed.find(({ clock }) => clock === 'pick_up');
    expect(mine).toMatchObject({ isYours: true, level: 1, maySay: ['seen', 'asked', 'taken'] });
    const version = mine?.version ?? 0;
    expect(await refusal(climb(dgp, 'seen', version))).toBe('officers.not_allowed');
    expect(await refusal(climb(people.operator, 'seen', version))).toBe('officers.not_allowed');
    expect(await refusal(climb(people.stranger, 'seen', version))).toBe('tickets.not_found');
    expect(await refusal(climb(acp, 'seen', version + 1))).toBe('tickets.climb_changed');
    await after(20 * HOUR);
    const both = await Promise.all([refusal(climb(acp, 'asked', version)), refusal(climb(acp, 'asked', version))]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both).toContain('tickets.climb_changed');
    expect(await refusal(climb(acp, 'seen', version + 1))).toBe('tickets.climb_changed');
    await after(23 * HOUR);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    await climb(acp, 'taken', version + 1);
    await after(71 * HOUR);
    expect(await climbs(ticket)).toEqual([CIRCLE]);
    await after(HOUR);
    expect(await climbs(ticket)).toEqual([CIRCLE, 'u_up']);
    const [row] = await rows(ticket);
    expect(row).toMatchObject({ answer: null, answeredBy: null });
  });

  it('passes over an officer complained of wherever he is posted', async () => {
    const sho = await post('sho', desk.directory.headOf(HAZRATGANJ)?.id ?? '');
    const plea = await desk.plea();
    const corrected = await correctTicket(deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version },
      ...{ aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    const { ticket } = await openTicket(deps, {
      ...{ actor: people.operator, id: plea.id, version: corrected.ticket.version, owner: CIRCLE, category: 'theft' },
    });
    // He is made head of the zone above, and acts there for somebody on leave.
    dcp = await post('dcp', desk.directory.headOf(ZONE)?.id ?? '');
    const posting = { position: desk.directory.headOf(ZONE)?.id ?? '', officer: sho.officer, kind: 'acting' };
    await deps.db.write((tx) =>
      tx.insertRows(tx.tables.posting, [{ id: 'pst_moved', ...posting, validFrom: desk.clock.now(), validTo: null }]),
    );
    await after(5 * HOUR);
    expect(await climbs(ticket)).toEqual(['u_up']);
    // What is not about him climbs to him.
    const other = await opened({}, CIRCLE);
    await after(5 * HOUR);
    expect(await climbs(other)).toEqual([ZONE]);
    expect(await listed(dcp)).toContain(`${other.id} pick_up`);
    expect(await listed(dcp)).not.toContain(`${ticket.id} pick_up`);
  });

  it('is on the list of the day before it passes, of the officer’s own tree alone', async () => {
    desk.clock.set(Math.floor(desk.clock.now() / DAY) * DAY + DAY + 16 * HOUR);
    const ticket = await opened();
    const due = async (actor: Actor) =>
      (await readDueToday(deps, actor)).due.filter(({ ticket: { id } }) => id === ticket.id).map(({ clock }) => clock);
    // In the evening: the first answer is due before midnight, taking it up is not.
    expect(await due(acp)).toEqual(['first_response']);
    expect(await due(people.station)).toEqual(await due(acp));
    expect(await due(people.stranger)).toEqual([]);
    const { units } = await readDueToday(deps, people.station);
    expect(units.every(({ unit }) => unit?.id === HAZRATGANJ)).toBe(true);
  });

  it('is on the same list whether few tickets are looked at or the deadlines of all are walked', async () => {
    desk.clock.set(Math.floor(desk.clock.now() / DAY) * DAY + DAY + 16 * HOUR);
    await opened();
    const question = { after: desk.clock.now(), until: desk.clock.now() + 8 * HOUR, limit: 50 };
    for (const actor of [acp, people.station, people.stranger, people.operator]) {
      const viewer = viewerOf(actor);
      const few = await runningOutFor(deps.db.read, { ...question, viewer });
      expect(await runningOutFor(deps.db.read, { ...question, viewer, oneByOne: -1 })).toEqual(few);
      if (actor === people.station) expect(few.length).toBeGreaterThan(0);
    }
  });

  it.runIf(engine === 'sqlite')(
    'is looked for by a station among its own alone, by a state among the day’s',
    async () => {
      const question = { viewer: viewerOf(people.station), after: 1, until: 2, limit: 20 };
      const planOf = async (query: { toSQL(): { sql: string; params: unknown[] } }) => {
        const { sql: text, params } = query.toSQL();
        const [head = '', ...rest] = text.split('?');
        const quoted = (value: unknown) => (typeof value === 'number' ? String(value) : `'${String(value)}'`);
        const filled = rest.reduce((all, part, at) => `${all}${quoted(params[at])}${part}`, head);
        const plan = await deps.db.read.all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN ${filled}`));
        return plan.map(({ detail }) => detail).join('\n');
      };
      const few = await planOf(runningOutOfFew(deps.db.read, question));
      expect(few).toMatch(/SEARCH ticket_access USING PRIMARY KEY \(unit=\? AND state=\?\)/);
      expect(few).toMatch(/SEARCH clock USING (PRIMARY KEY|INDEX \S+) \(ticket=\?/);
      expect(few).not.toMatch(/clock_due|SCAN (ticket|clock)\b/);
      const many = await planOf(runningOutOfMany(deps.db.read, question));
      expect(many).toMatch(
        /SEARCH clock USING INDEX clock_due \(stopped_at=\? AND breached_at=\? AND due_at>\? AND due_at<\?\)/,
      );
    },
  );

  it.runIf(engine === 'sqlite')('is found by its time, not by looking through all', async () => {
    for (const query of [
      dueQuery(deps.db.read, { now: 1, limit: 20 }),
      overdueQuery(deps.db.read, { now: 1, limit: 20 }),
    ]) {
      const { sql: text, params } = query.toSQL();
      const [head = '', ...rest] = text.split('?');
      const filled = rest.reduce((all, part, at) => `${all}${Number(params[at])}${part}`, head);
      const plan = await deps.db.read.all<{ detail: string }>(sql.raw(`EXPLAIN QUERY PLAN ${filled}`));
      expect(plan.length).toBeGreaterThan(1);
      expect(plan.filter(({ detail }) => /SCAN|TEMP B-TREE/.test(detail))).toEqual([]);
    }
  });
});
