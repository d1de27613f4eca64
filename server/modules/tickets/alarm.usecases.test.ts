import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { foldText } from '../language/fold.rules.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { alarmKind, CHECK_BACK, CLIMB } from './alarm.rules.ts';
import { climbAlarms, listAlarms, readAlarm, stepAlarm, type AlarmStep } from './alarm.usecases.ts';
import { undoLast } from './change.usecases.ts';
import {
  createTicketDesk,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from './desk.testing.ts';
import { notesOf } from './notes.repository.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const RED = 'बचाओ अभी मेरे भाई को चाकू मार रहे हैं, हजरतगंज चौराहे पर, जान से मार देंगे, तुरंत आइए';
const ROUNDS = process.env.PUKAAR_FULL === '1' ? 200 : 10;

describe.each(testEngines)('a life at risk on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const plea = async (): Promise<Ticket> => {
    count += 1;
    return desk.plea({ text: `${RED} मकान ${count * 7717}` });
  };
  const alarm = async ({ id }: Pick<Ticket, 'id'>) =>
    readAlarm(desk.deps.db.read, { ticket: await desk.read(id), isVeiled: false });
  const step = async (ticket: Pick<Ticket, 'id'>, what: AlarmStep, actor = people.operator) =>
    stepAlarm(desk.deps, { actor, id: ticket.id, version: (await alarm(ticket))?.version ?? 0, ...what });
  const called = async ({ id }: Ticket, person: Person | ReturnType<typeof createActor>) => {
    const rows = await listAlarms(desk.deps, typeof person === 'string' ? people[person] : person);
    return rows.find(({ ticket }) => ticket.id === id)?.callsYou ?? null;
  };
  const types = async ({ id }: Ticket) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).flatMap(({ type }) => /alarm-(.*)/.exec(type)?.[1] ?? []);

  it('raises an alarm in the moment that it is received, and climbs minute by minute until somebody takes it', async () => {
    const ticket = await plea();
    expect(await alarm(ticket)).toMatchObject({ isWaiting: true, level: 0, raisedByOfficer: false, kind: 'violence' });
    expect(
      await Promise.all([called(ticket, 'operator'), called(ticket, 'chief'), called(ticket, 'stranger')]),
    ).toEqual([...[true, false, null]]);
    desk.clock.advance(CLIMB - 1);
    await climbAlarms(desk.deps);
    expect(await called(ticket, 'chief')).toBe(false);
    desk.clock.advance(1);
    expect(await climbAlarms(desk.deps)).toBe(1);
    expect(await climbAlarms(desk.deps)).toBe(0);
    expect(await called(ticket, 'chief')).toBe(true);
    await step(ticket, { step: 'take' }, people.chief);
    expect(await alarm(ticket)).toMatchObject({ isWaiting: false, level: 0, dueAt: desk.clock.now() + CHECK_BACK });
    expect(await Promise.all([called(ticket, 'operator'), called(ticket, 'chief')])).toEqual([false, false]);
    expect(await types(ticket)).toEqual(['raised', 'climbed', 'take']);
  });

  it('calls the station once it is opened, and those above it one after another', async () => {
    const ticket = await plea();
    const { id, version } = ticket;
    await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const circle = createActor({ unit: 'u_up_lucknow_central_hazratganj', role: 'circle' });
    const who = () => Promise.all([called(ticket, 'station'), called(ticket, 'commissioner'), called(ticket, 'chief')]);
    expect(await who()).toEqual([true, false, false]);
    const steps = desk.deps.tree.pathToRoot(HAZRATGANJ);
    for (let at = 1; at <= steps.indexOf(LUCKNOW); at += 1) {
      desk.clock.advance(CLIMB);
      await climbAlarms(desk.deps);
    }
    expect(await who()).toEqual([true, true, false]);
    expect(await called(ticket, circle)).toBe(steps.includes('u_up_lucknow_central_hazratganj') ? true : null);
    desk.clock.advance(CLIMB);
    await climbAlarms(desk.deps);
    expect(await who()).toEqual([true, true, true]);
    desk.clock.advance(10 * CLIMB);
    // At the top it goes on calling, and climbs no further.
    await climbAlarms(desk.deps);
    desk.clock.advance(10 * CLIMB);
    const { level } = (await alarm(ticket)) ?? {};
    await climbAlarms(desk.deps);
    expect(await alarm(ticket)).toMatchObject({ level, isWaiting: true, dueAt: null });
    await step(ticket, { step: 'safe', note: 'Spoken to on the telephone' });
  });

  it('is handed to 112 with its number, looked after again, and stood down only as reached and safe', async () => {
    const opened = await plea();
    const { id, version } = opened;
    const { ticket } = await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const close = () =>
      closeTicket(desk.deps, {
        ...{ actor: people.station, id, version: ticket.version, attachments: [], details: {} },
        ...{ outcome: 'settled' as const, internalText: 'Heard both sides', publicAnswer: 'Settled' },
      });
    await step(ticket, { step: 'hand-over', eventNumber: 'P26112612345' });
    await step(ticket, { step: 'return', status: 'at-the-scene' }, people.station);
    expect(await alarm(ticket)).toMatchObject({
      ...{ takenBy: null, eventNumber: 'P26112612345', returnStatus: 'at-the-scene', isWaiting: false },
    });
    expect(await refusal(close())).toBe('tickets.alarm_open');
    desk.clock.advance(CHECK_BACK);
    await climbAlarms(desk.deps);
    expect(await called(ticket, 'operator')).toBe(true);
    await step(ticket, { step: 'not-reached' });
    expect(await called(ticket, 'operator')).toBe(false);
    await step(ticket, { step: 'safe', note: 'His mother says he is home' });
    expect(await alarm(ticket)).toMatchObject({ ending: 'safe', endedAt: desk.clock.now() });
    expect((await notesOf(desk.deps.db.read, id)).map(({ text }) => text)).toEqual(['His mother says he is home']);
    expect(JSON.stringify(await desk.deps.events.ofStream(`ticket:${id}`))).not.toContain('mother');
    expect(await types(ticket)).toEqual(['raised', 'hand-over', 'return', 'climbed', 'not-reached', 'safe']);
    expect(await refusal(step(ticket, { step: 'take' }))).toBe('tickets.no_alarm');
    // The danger is there again.
    await step(ticket, { step: 'raise' });
    expect(await alarm(ticket)).toMatchObject({ endedAt: null, siren: true, raisedByOfficer: true });
    await step(ticket, { step: 'safe', note: 'Met at the scene' });
    const closed = await close();
    // To take the closing back puts nobody in danger again.
    desk.clock.advance(1000);
    await undoLast(desk.deps, { actor: people.station, id, version: closed.ticket.version });
    expect(await alarm(ticket)).toMatchObject({ ending: 'safe' });
  });

  it('follows what is said of it: raised by an officer, ended when it is none, raised again by an undo', async () => {
    const calm = await desk.plea();
    const act = { actor: people.operator, id: calm.id };
    expect(await alarm(calm)).toBeNull();
    const raised = await correctTicket(desk.deps, { ...act, version: calm.version, urgency: 'life-risk' });
    expect(await alarm(calm)).toMatchObject({ siren: true, raisedByOfficer: true, isWaiting: true });
    desk.clock.advance(1000);
    const aside = await markNotForUs(desk.deps, { ...act, version: raised.ticket.version, reason: 'praise' });
    expect(await alarm(calm)).toMatchObject({ ending: 'not-danger' });
    desk.clock.advance(1000);
    await undoLast(desk.deps, { ...act, version: aside.ticket.version });
    expect(await alarm(calm)).toMatchObject({ endedAt: null, isWaiting: true });
    await step(calm, { step: 'safe', note: 'A test of the desk' });
  });

  it(`of two who take it at one moment one has it, ${ROUNDS} times; nobody without right to the ticket`, async () => {
    const ticket = await plea();
    const colleague = { ...people.operator, officer: 'off_colleague' };
    for (let round = 0; round < ROUNDS; round += 1) {
      const version = (await alarm(ticket))?.version ?? 0;
      const take = (actor: typeof colleague) =>
        refusal(stepAlarm(desk.deps, { actor, id: ticket.id, version, step: 'take' }));
      const both = await Promise.all([take(people.operator), take(colleague)]);
      expect(both.sort()).toEqual(['tickets.alarm_changed', null].sort());
    }
    expect(await refusal(step(ticket, { step: 'take' }, people.stranger))).toBe('tickets.not_found');
    expect(await refusal(step(ticket, { step: 'take' }, people.admin))).toBe('tickets.not_found');
    await step(ticket, { step: 'safe', note: 'A test of the desk' });
  });
});

describe('the kind of danger', () => {
  it('is the one that needs its own care first', () => {
    const kind = (text: string) => alarmKind(foldText(text).split(' '));
    expect(kind('मैं आत्महत्या करने जा रही हूँ')).toBe('self-harm');
    expect(kind('chaku se mar rahe hain')).toBe('violence');
    expect(kind('ambulance jaam mein phansi hai')).not.toBe('self-harm');
    expect(kind('वह फांसी लगाने जा रहा है')).toBe('self-harm');
    expect(kind('please come')).toBe('other');
  });
});
