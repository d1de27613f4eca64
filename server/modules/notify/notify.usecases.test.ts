import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runClocks } from '../../../workers/clocks/clocks.ts';
import { runNotifier } from '../../../workers/notify/notifier.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import { NOON } from '../inbound/inbound.testing.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { releaseFence } from '../replies/relay.usecases.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { GOMTI_NAGAR, HAZRATGANJ, people, refusal } from '../tickets/desk.testing.ts';
import { markBreaches } from '../tickets/breach.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { leaveUntold } from './after-restore.usecases.ts';
import { AT_ONCE, DOUBT } from './ladder.rules.ts';
import { noteNearDeadlines } from './near.usecases.ts';
import { insertSends } from './notify.repository.ts';
import { createNotifyDesk, type NotifyDesk } from './notify.testing.ts';
import { queued } from './prepare.usecases.ts';

const LATER = 10_001;
const HOUR = 60 * 60_000;
const CIRCLE = 'u_up_lucknow_c_hazratganj';
const MAIL = 'sho.hazratganj@police.example';

describe.each(testEngines)('telling a position (%s)', (engine) => {
  let desk: NotifyDesk;
  let day = 0;
  beforeAll(async () => {
    desk = await createNotifyDesk(engine);
    await desk.setContact(desk.sho, { mail: MAIL });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    // Noon of the next day: nothing is gathered with what the last test told, and nobody sleeps.
    day += 1;
    desk.clock.set(NOON + day * 24 * HOUR);
    await runNotifier(desk.deps);
    await runNotifier(desk.deps);
    desk.mail.heard.length = 0;
    desk.push.heard.length = 0;
    desk.sms.heard.length = 0;
  });

  const open = async (ticket: Ticket, owner = HAZRATGANJ, category = 'theft'): Promise<Ticket> =>
    (
      await openTicket(desk.deps, {
        ...{ actor: people.operator, id: ticket.id, version: ticket.version, owner, category },
      })
    ).ticket;
  const opened = async (owner = HAZRATGANJ): Promise<Ticket> => open(await desk.plea(), owner);
  const of = async (ticket: Ticket) => (await desk.rows()).filter((row) => row.ticket === ticket.id);
  const sendsOf = async (ticket: Ticket) => {
    const messages = (await of(ticket)).map(({ message }) => message);
    return (await desk.sends()).filter(({ message }) => messages.includes(message));
  };

  it('tells the head of the unit once, after the time of undo, without a word of the citizen', async () => {
    const ticket = await opened();
    await runNotifier(desk.deps);
    expect(desk.mail.heard).toEqual([]);
    await desk.after(LATER);
    await runNotifier(desk.deps);
    expect(desk.mail.heard).toHaveLength(1);
    const [told] = desk.mail.heard;
    expect(told).toMatchObject({ title: `New docket ${ticket.docket}`, to: { mail: MAIL }, template: 'opened' });
    expect(told?.text).toMatch(/^Theft.* · .*Hazratganj.* · due \d\d\/\d\d \d\d:\d\d$/);
    expect(told?.link).toMatch(/^https:\/\/desk\.example\/t\/[\w-]{43}$/);
    const said = JSON.stringify(told);
    for (const word of ['मोबाइल', 'चौराहे', 'citizen']) expect(said).not.toContain(word);
    expect(await sendsOf(ticket)).toMatchObject([{ way: 'mail', state: 'sent', position: desk.sho }]);
  });

  it('tells nothing that was undone, and an undo that comes too late is refused', async () => {
    const ticket = await opened();
    await undoLast(desk.deps, { actor: people.operator, id: ticket.id, version: ticket.version });
    await desk.after(LATER);
    expect(await of(ticket)).toMatchObject([{ state: 'cancelled' }]);
    expect(desk.mail.heard).toEqual([]);
  });

  it('lets an undo and the notifier race: what is undone is never told, what is told is never undone', async () => {
    const ticket = await opened();
    // As if the clocks of two processes differed: it is due, and can still be taken back.
    const { notification } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => {
      await tx.update(notification).set({ notBefore: 0 });
    });
    const [refused] = await Promise.all([
      refusal(undoLast(desk.deps, { actor: people.operator, id: ticket.id, version: ticket.version })),
      runNotifier(desk.deps),
    ]);
    await runNotifier(desk.deps);
    const [row] = await of(ticket);
    if (refused === null) {
      expect(row?.state).toBe('cancelled');
      expect(desk.mail.heard).toEqual([]);
    } else {
      expect([refused, row?.state]).toEqual(['tickets.undo_too_late', 'told']);
    }
  });

  it('sends once when many notifiers run at one moment', async () => {
    const tickets = [await opened(), await opened(), await opened()];
    desk.clock.advance(LATER);
    await Promise.all(Array.from({ length: 6 }, () => runNotifier(desk.deps)));
    await runNotifier(desk.deps);
    expect(desk.mail.heard.map(({ title }) => title).sort()).toEqual(
      tickets.map(({ docket }) => `New docket ${docket}`).sort(),
    );
  });

  it('of a protected matter or a complaint about police tells the number alone', async () => {
    const ticket = await open(await desk.plea(), HAZRATGANJ, 'women-safety');
    await desk.after(LATER);
    expect(ticket.protected).toBe(true);
    expect(desk.mail.heard).toMatchObject([{ title: ticket.docket, text: 'Open in Pukaar' }]);
    expect(Object.keys(desk.mail.heard[0]?.values ?? {})).toEqual(['docket']);
  });

  it('never tells the unit complained of', async () => {
    const plea = await desk.plea();
    const said = await correctTicket(desk.deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    const ticket = await open(said.ticket, HAZRATGANJ, 'police-misconduct');
    await desk.after(LATER);
    expect(desk.mail.heard).toEqual([]);
    const [row] = await of(ticket);
    expect(row?.state).toBe('told');
    const unit = desk.directory.office(row?.position ?? '')?.unit ?? '';
    expect(desk.directory.isUnder(unit, HAZRATGANJ)).toBe(false);
  });

  it('tells the next owner of a transfer, and not the former one of what moved on before it was told', async () => {
    const ticket = await opened();
    const input = { actor: people.operator, id: ticket.id, version: ticket.version, to: GOMTI_NAGAR, reason: 'There' };
    await transferTicket(desk.deps, input);
    await desk.after(LATER);
    expect(desk.mail.heard).toEqual([]);
    const told = (await of(ticket)).filter(({ state }) => state === 'told');
    expect(told.every(({ position }) => position !== desk.sho)).toBe(true);
  });

  it('drops what ended before it was told', async () => {
    const ticket = await opened();
    const taken = await takeUpTicket(desk.deps, { actor: people.station, id: ticket.id, version: ticket.version });
    const report = {
      outcome: 'settled',
      details: {},
      internalText: 'Both neighbours were heard at the station on the wall',
      publicAnswer: 'दोनों पक्षों को सुना गया',
    };
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id: ticket.id, version: taken.ticket.version, ...report, outcome: 'settled' },
      attachments: [],
    });
    await desk.after(LATER);
    expect(await of(ticket)).toMatchObject([{ state: 'dropped' }]);
  });

  it('goes on to the next way when nobody opens it in time, and to the telephone at last', async () => {
    await desk.setContact(desk.sho, { mail: MAIL });
    const ticket = await opened();
    await desk.after(LATER);
    expect((await sendsOf(ticket)).map(({ way }) => way)).toEqual(['mail']);
    await desk.after(4 * HOUR);
    expect((await sendsOf(ticket)).map(({ way, state }) => [way, state])).toEqual([
      ['mail', 'sent'],
      ['call', 'queued'],
    ]);
    await desk.after(4 * HOUR);
    expect(await sendsOf(ticket)).toHaveLength(2);
  });

  it('is opened by an act through the position, and then by no other way told', async () => {
    const ticket = await opened();
    await desk.after(LATER);
    const actor = { ...people.station, posts: people.station.posts.map((post) => ({ ...post, position: desk.sho })) };
    await takeUpTicket(desk.deps, { actor, id: ticket.id, version: ticket.version });
    expect(await of(ticket)).toMatchObject([{ openedAt: desk.clock.now(), nextAt: null }]);
    expect(await sendsOf(ticket)).toMatchObject([{ state: 'opened' }]);
    await desk.after(4 * HOUR);
    expect(await sendsOf(ticket)).toHaveLength(1);
  });

  it('takes the next way at once after a refusal, tries again after "later", and does not repeat a doubtful mail', async () => {
    desk.mail.failures.push({ kind: 'refused', code: 'smtp:550' });
    const refused = await opened();
    await desk.after(LATER);
    await desk.after(1000);
    expect((await sendsOf(refused)).map(({ way, state }) => [way, state]).sort()).toEqual([
      ['call', 'queued'],
      ['mail', 'failed'],
    ]);
    const retryAt = desk.clock.now() + 90_000;
    desk.mail.failures.push({ kind: 'busy', code: 'smtp:451', retryAt: retryAt + LATER });
    const busy = await opened();
    await desk.after(LATER);
    await desk.after(1000);
    expect(await sendsOf(busy)).toMatchObject([{ state: 'queued', attempts: 1, error: 'smtp:451' }]);
    await desk.after(90_000);
    expect(await sendsOf(busy)).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
    desk.clock.advance(5 * 60_000);
    desk.mail.failures.push({ kind: 'doubtful', code: 'ETIMEDOUT' });
    const doubtful = await opened();
    await desk.after(LATER);
    expect(await sendsOf(doubtful)).toMatchObject([{ state: 'unknown' }]);
    await desk.after(DOUBT);
    expect((await sendsOf(doubtful)).map(({ way, attempts }) => [way, attempts])).toEqual([
      ['mail', 1],
      ['call', 0],
    ]);
  });

  it('repeats under the same key what a killed process left, but no mail', async () => {
    const ticket = await opened();
    desk.clock.advance(LATER);
    const { prepareDue } = await import('./prepare.usecases.ts');
    await prepareDue(desk.deps);
    const { takeSend } = await import('./notify.repository.ts');
    const now = desk.clock.now();
    await desk.deps.db.write((tx) => takeSend(tx, { way: 'mail', now, leaseUntil: now + 60_000 }));
    await desk.after(59_000);
    expect(await sendsOf(ticket)).toMatchObject([{ state: 'sending' }]);
    await desk.after(1000);
    expect(await sendsOf(ticket)).toMatchObject([{ state: 'unknown' }]);
    expect(desk.mail.heard).toEqual([]);
  });

  it('gathers more than a few in five minutes into one', async () => {
    const many: Ticket[] = [];
    for (let n = 0; n < AT_ONCE + 3; n += 1) many.push(await opened());
    await desk.after(LATER);
    expect(desk.mail.heard).toHaveLength(1);
    expect(desk.mail.heard[0]).toMatchObject({
      title: `${many.length} dockets wait for you`,
      template: 'digest',
      link: null,
    });
    for (const { docket } of many) expect(desk.mail.heard[0]?.text).toContain(docket);
  });

  it('waits for the morning in quiet hours, but not with a life at risk', async () => {
    // Eleven in the evening in Kolkata.
    desk.clock.advance(11 * HOUR);
    const ticket = await opened();
    await desk.after(LATER);
    expect(desk.mail.heard).toEqual([]);
    const plea = await desk.plea();
    await open(plea);
    const red = await desk.read(plea.id);
    await correctTicket(desk.deps, { actor: people.operator, id: red.id, version: red.version, urgency: 'life-risk' });
    await runNotifier(desk.deps);
    expect(desk.mail.heard.map(({ template }) => template)).toEqual(['alarm']);
    expect(
      (await sendsOf(red))
        .filter((send) => send.red)
        .map(({ way }) => way)
        .sort(),
    ).toEqual(['call', 'mail']);
    desk.mail.heard.length = 0;
    await desk.after(8 * HOUR);
    expect(desk.mail.heard.some(({ title }) => title.includes(ticket.docket ?? '-'))).toBe(true);
  });

  it('reminds once before a deadline, and tells when it has passed', async () => {
    const ticket = await opened();
    await desk.after(LATER);
    const clocks = await desk.deps.db.read.select().from(desk.deps.db.tables.clock);
    const actionDue = clocks.find((one) => one.ticket === ticket.id && one.kind === 'action')?.dueAt ?? 0;
    day += 1;
    desk.clock.set(actionDue - 3 * HOUR);
    await noteNearDeadlines(desk.deps);
    const reasons = async () => (await of(ticket)).map(({ reason }) => reason);
    expect(await reasons()).toEqual(['opened']);
    desk.clock.set(actionDue - HOUR);
    await noteNearDeadlines(desk.deps);
    await noteNearDeadlines(desk.deps);
    expect((await reasons()).filter((reason) => reason === 'deadline-near')).toHaveLength(1);
    desk.clock.set(actionDue + 1000);
    while ((await markBreaches(desk.deps, { limit: 50 })) > 0);
    expect((await of(ticket)).filter(({ reason }) => reason === 'deadline-passed').length).toBeGreaterThan(0);
  });

  it('tells the level that a deadline climbed to, and after a stop of ours all of it as one', async () => {
    const acp = await postOfficer(desk.deps, {
      ...{ officer: 'off_acp', name: 'Neha Tripathi', position: desk.directory.headOf(CIRCLE)?.id ?? '' },
    });
    // All that earlier tests left has run out, and has been told, long ago.
    day += 40;
    desk.clock.set(NOON + day * 24 * HOUR - 4 * HOUR);
    await runClocks(desk.deps);
    for (let n = 0; n < 10; n += 1) await desk.after(10 * 60_000);
    desk.mail.heard.length = 0;
    await desk.setContact(acp.posts[0]?.position ?? '', { mail: 'acp@police.example' });
    const heard = () => desk.mail.heard.filter(({ to }) => to.mail === 'acp@police.example');
    const openNormal = async (urgency: 'normal' | 'life-risk' = 'normal') => {
      const { id, version } = await desk.plea();
      const input = { actor: people.operator, id, version, owner: HAZRATGANJ, category: 'theft', urgency };
      return (await openTicket(desk.deps, input)).ticket;
    };
    const ticket = await openNormal();
    // Its unit has four hours to take it up; the desk's own first answer is nothing that a circle is told of.
    desk.clock.advance(4 * HOUR + 60_000);
    await runClocks(desk.deps);
    await desk.after(LATER);
    expect(heard().map(({ title }) => title)).toEqual([`Overdue, climbed to you: ${ticket.docket}`]);
    desk.mail.heard.length = 0;
    const many = [];
    for (let n = 0; n < 8; n += 1) many.push(await openNormal());
    const red = await openNormal('life-risk');
    // We stand still for four hours.
    desk.clock.advance(4 * HOUR + 30 * 60_000);
    await runClocks(desk.deps);
    await desk.after(61_000);
    await runNotifier(desk.deps);
    await runNotifier(desk.deps);
    const digests = heard().filter(({ title }) => /dockets wait for you/.test(title));
    expect(digests).toHaveLength(1);
    for (const { docket } of many) expect(digests[0]?.text).toContain(docket);
    expect(heard().filter(({ title }) => title.includes('climbed to you')).length).toBeGreaterThan(0);
    expect(
      heard()
        .filter(({ title }) => title.includes('climbed to you'))
        .every(({ title }) => title.includes(red.docket ?? '-')),
    ).toBe(true);
  });

  it('tells nothing again after a restore but of danger', async () => {
    const onWay = await opened();
    await desk.after(LATER);
    const waits = await opened();
    const plea = await desk.plea();
    await correctTicket(desk.deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version, urgency: 'life-risk' },
    });
    desk.clock.advance(1);
    const fence = { since: desk.clock.now(), reason: 'restore' };
    await desk.deps.db.write((tx) => writeSetting(tx, { name: 'fence', value: fence }));
    const later = await opened();
    await releaseFence({ ...desk.deps, tree: desk.directory }, people.admin);
    expect(await of(waits)).toMatchObject([{ state: 'dropped' }]);
    expect(await of(onWay)).toMatchObject([{ state: 'told', nextAt: null }]);
    expect(await of(plea)).toMatchObject([{ state: 'waiting', red: true }]);
    expect(await of(later)).toMatchObject([{ state: 'waiting' }]);
    const [red] = await of(plea);
    const { notification, notificationSend } = desk.deps.db.tables;
    const ids = [(await of(onWay))[0]?.message ?? '', red?.id ?? ''];
    const send = (message: string, way: 'call' | 'sms', state: string) => ({
      ...queued(desk.deps, { message, position: desk.sho, way, red: message === red?.id }),
      state,
    });
    const states = async () =>
      (await desk.sends()).filter(({ message }) => ids.includes(message)).map(({ way, state }) => `${way} ${state}`);
    await desk.deps.db.write(async (tx) => {
      await insertSends(
        tx,
        ids.flatMap((id) => [send(id, 'call', 'queued'), send(id, 'sms', 'sending')]),
      );
      await leaveUntold(tx, { since: desk.clock.now() + 1 });
      await tx.update(notification).set({ state: 'dropped' }).where(eq(notification.state, 'waiting'));
    });
    expect((await states()).sort()).toEqual(
      ['call cancelled', 'call queued', 'mail sent', 'sms sending', 'sms unknown'].sort(),
    );
    await desk.deps.db.write(async (tx) => {
      await tx.delete(notificationSend).where(inArray(notificationSend.message, ids));
    });
  });

  it('falls to the telephone where no way is set up', async () => {
    await desk.setContact(desk.sho, { mail: null });
    const ticket = await opened();
    await desk.after(LATER);
    expect(desk.mail.heard).toEqual([]);
    expect((await sendsOf(ticket)).map(({ way }) => way)).toEqual(['call']);
    await desk.setContact(desk.sho, { mail: MAIL });
  });
});
