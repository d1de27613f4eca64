import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { addDeskOffice, postOfficer } from '../officers/officers.testing.ts';
import { listAlarms } from '../tickets/alarm.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { acceptHandover, readHandover, writeHandover } from '../tickets/handover.usecases.ts';
import { stepAlarm } from '../tickets/alarm.usecases.ts';
import { openTicket, correctTicket } from '../tickets/triage.usecases.ts';
import { openAlarm } from '../tickets/alarm.repository.ts';
import { readToday } from '../tickets/today.usecases.ts';
import { relievedBy } from '../tickets/waiting.usecases.ts';
import type { RosterDeps } from './roster.types.ts';
import { addDuties, copyWeek, findForRoster, readRoster, removeDuties, restoreDuties } from './roster.usecases.ts';

const ROUNDS = process.env.PUKAAR_FULL === '1' ? 100 : 8;
const RED = 'बचाओ अभी मेरे भाई को चाकू मार रहे हैं, हजरतगंज चौराहे पर, जान से मार देंगे, तुरंत आइए';
const MORNING = { from: '06:00', until: '14:00', days: 1 } as const;

describe.each(testEngines)('the roster on %s', (engine) => {
  let desk: TicketDesk;
  let deps: RosterDeps;
  let operator: Actor;
  let second: Actor;
  let sho: Actor;
  let acp: Actor;
  let chief: Actor;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = { ...desk.deps, directory: desk.directory };
    const post = (officer: string, name: string, position: string) =>
      postOfficer(deps, { officer: `off_${officer}`, name, position });
    await addDeskOffice(deps, { id: 'pos_second', unit: 'u_up' });
    operator = await post('asha', 'Asha Verma', 'pos_up_operator');
    second = await post('bina', 'बीना त्रिपाठी', 'pos_second');
    sho = await post('vikram', 'Vikram Singh', 'pos_up_lucknow_hazratganj_sho');
    acp = await post('neha', 'Neha Tripathi', 'pos_up_lucknow_c_hazratganj_acp');
    await post('rajesh', 'Rajesh Kumar', 'pos_up_dgp');
    chief = await post('meera', 'Meera Joshi', 'pos_up_lucknow_cp');
  });
  afterAll(() => desk.close());

  const onDesk = (officer: Actor, day: string) => ({
    ...{ actor: operator, unit: 'u_up', officer: officer.officer, kind: 'desk' as const, day, ...MORNING },
  });

  it('says who is on duty, day by day, and when nobody is', async () => {
    const { ids } = await addDuties(deps, { ...onDesk(operator, '2026-11-20'), days: 2 });
    expect(ids).toHaveLength(2);
    await addDuties(deps, { ...onDesk(second, '2026-11-20'), from: '14:00', until: '22:00' });
    const week = await readRoster(deps, { actor: second, week: '2026-11-18' });
    expect(week.week).toBe('2026-11-16');
    expect(week.now).toMatchObject([{ name: 'Asha Verma', isYou: false }]);
    const friday = week.days.find(({ day }) => day === '2026-11-20');
    expect(friday?.duties.map(({ name, isYou }) => [name, isYou])).toEqual([
      ['Asha Verma', false],
      ['बीना त्रिपाठी', true],
    ]);
    const HOUR = 3_600_000;
    const gaps = friday?.gaps.map(({ fromAt, untilAt }) => [(fromAt / HOUR + 5.5) % 24, (untilAt / HOUR + 5.5) % 24]);
    expect(gaps).toEqual([[22, 6]]);
    const today = await readToday(desk.deps, operator);
    expect(today.onDuty.now).toMatchObject([{ name: 'Asha Verma', isYou: true }]);
    expect(today.onDuty.next).toMatchObject([{ name: 'बीना त्रिपाठी' }]);
    expect(await relievedBy(desk.deps, operator)).toEqual([]);
    expect(await relievedBy(desk.deps, second)).toEqual(['Asha Verma']);
    await removeDuties(deps, { actor: operator, ids });
  });

  it('refuses the same twice, whatever comes first, and takes what is new of several', async () => {
    const entry = { ...onDesk(operator, '2027-01-04') };
    for (let round = 0; round < ROUNDS; round += 1) {
      const day = `2027-02-${String(round + 1).padStart(2, '0')}`;
      const add = () => refusal(addDuties(deps, { ...entry, day }));
      const both = await Promise.all([add(), add()]);
      expect(both.sort()).toEqual(['roster.exists', null].sort());
    }
    await addDuties(deps, entry);
    expect(await refusal(addDuties(deps, entry))).toBe('roster.exists');
    expect((await addDuties(deps, { ...entry, days: 3 })).ids).toHaveLength(2);
    // Two officers at one time are no double entry.
    expect(await refusal(addDuties(deps, { ...entry, officer: second.officer }))).toBeNull();
  });

  it('is planned by who supervises, heads, or works at the desk; read by the unit, and by nobody beside it', async () => {
    const station = { unit: HAZRATGANJ, officer: sho.officer, kind: 'night' as const, day: '2026-11-20', ...MORNING };
    expect(await refusal(addDuties(deps, { ...station, actor: people.stranger }))).toBe('units.not_found');
    expect(await refusal(addDuties(deps, { ...station, actor: people.station }))).toBe('officers.not_allowed');
    expect(await refusal(addDuties(deps, { ...station, actor: operator }))).toBe('officers.not_allowed');
    expect(await refusal(addDuties(deps, { ...onDesk(second, '2026-11-25'), kind: 'night' }))).toBe(
      'officers.not_allowed',
    );
    // Only those who are posted there.
    const outside = { ...station, actor: sho, officer: operator.officer };
    expect(await refusal(addDuties(deps, outside))).toBe('officers.not_found');
    const byHead = await addDuties(deps, { ...station, actor: sho });
    const bySenior = await addDuties(deps, { ...station, actor: acp, day: '2026-11-21' });
    expect((await readRoster(deps, { actor: people.station })).mayPlan).toEqual([]);
    expect((await readRoster(deps, { actor: sho })).mayPlan).toEqual(['desk', 'night', 'duty']);
    expect(await refusal(readRoster(deps, { actor: people.stranger, unit: HAZRATGANJ }))).toBe('units.not_found');
    expect(await refusal(readRoster(deps, { actor: sho, unit: LUCKNOW }))).toBe('units.not_found');
    const ids = byHead.ids;
    expect(await refusal(removeDuties(deps, { actor: people.stranger, ids }))).toBe('roster.not_found');
    expect(await refusal(removeDuties(deps, { actor: people.station, ids }))).toBe('officers.not_allowed');
    expect(await refusal(removeDuties(deps, { actor: sho, ids: ['dty_none'] }))).toBe('roster.not_found');
    await removeDuties(deps, { actor: acp, ids });
    expect(await refusal(removeDuties(deps, { actor: acp, ids }))).toBe('roster.removed');
    await restoreDuties(deps, { actor: sho, ids });
    expect(await refusal(restoreDuties(deps, { actor: sho, ids }))).toBe('roster.exists');
    await removeDuties(deps, { actor: acp, ids });
    await addDuties(deps, { ...station, actor: sho });
    // What was taken out comes back only where nothing took its place.
    expect(await refusal(restoreDuties(deps, { actor: sho, ids }))).toBe('roster.exists');
    await removeDuties(deps, { actor: acp, ids: bySenior.ids });
  });

  it('is copied from the week before once, and finds officers by name in either script under the unit alone', async () => {
    const monday = { ...onDesk(operator, '2027-03-01'), days: 7 };
    await addDuties(deps, monday);
    await addDuties(deps, { ...onDesk(second, '2027-03-07'), from: '22:00', until: '06:00' });
    const copied = await copyWeek(deps, { actor: operator, unit: 'u_up', week: '2027-03-10' });
    expect(copied.ids).toHaveLength(8);
    const week = await readRoster(deps, { actor: operator, week: '2027-03-08' });
    expect(week.days.map(({ duties }) => duties.length)).toEqual([1, 1, 1, 1, 1, 1, 2]);
    const again = copyWeek(deps, { actor: operator, unit: 'u_up', week: '2027-03-08' });
    expect(await refusal(again)).toBe('roster.nothing_to_copy');
    expect(await refusal(copyWeek(deps, { actor: people.stranger, unit: 'u_up', week: '2027-03-08' }))).toBe(
      'units.not_found',
    );
    const find = (actor: Actor, unit: string, q: string) =>
      findForRoster(deps, { actor, unit, q }).map(({ officer }) => officer);
    expect(find(operator, 'u_up', 'tripathi').sort()).toEqual([acp.officer, second.officer].sort());
    expect(find(operator, 'u_up', 'विक्रम')).toEqual([sho.officer]);
    expect(find(sho, HAZRATGANJ, 'tripathi')).toEqual([]);
    expect(() => find(sho, LUCKNOW, 'neha')).toThrow('units.not_found');
  });

  it('names for an alarm who is on duty where it has climbed to, or at the next unit up, never whom it is about', async () => {
    const plea = await desk.plea({ text: `${RED} 55123` });
    const named = async (actor: Actor) =>
      (await listAlarms(desk.deps, actor)).find(({ ticket }) => ticket.id === plea.id)?.onDuty ?? null;
    // Nobody is on duty anywhere on its way: then whoever answers for the nearest unit.
    expect(await named(operator)).toMatchObject({ names: ['Rajesh Kumar'], isRostered: false });
    const { ids } = await addDuties(deps, { ...onDesk(operator, '2026-11-20'), actor: second });
    expect(await named(operator)).toMatchObject({ names: ['Asha Verma'], isRostered: true, isYou: true });
    expect(await named(second)).toMatchObject({ isYou: false });
    const { version } = plea;
    const opened = await openTicket(desk.deps, { actor: operator, id: plea.id, version, owner: HAZRATGANJ });
    // The station has the SHO on duty today, entered above.
    expect(await named(sho)).toMatchObject({ names: ['Vikram Singh'], isYou: true });
    const night = { unit: LUCKNOW, officer: chief.officer, kind: 'duty' as const, day: '2026-11-20', ...MORNING };
    await addDuties(deps, { ...night, actor: chief });
    await correctTicket(desk.deps, {
      ...{ actor: operator, id: plea.id, version: opened.ticket.version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    expect(await named(operator)).toMatchObject({ names: ['Meera Joshi'] });
    expect(await named(sho)).toBeNull();
    await removeDuties(deps, { actor: operator, ids });
  });

  it('lets whoever is next accept the shift, with the alarms that the other had taken, each with its event', async () => {
    const { ids } = await addDuties(deps, { ...onDesk(second, '2026-11-20'), from: '13:00', until: '21:00' });
    const red = await desk.plea({ text: `${RED} 91733` });
    const version = (await openAlarm(desk.deps.db.read, red.id))?.version ?? 0;
    await stepAlarm(desk.deps, { actor: operator, id: red.id, version, step: 'take' });
    const { id } = await writeHandover(desk.deps, { actor: operator, text: 'All of Aishbagh was called' });
    const shift = await readHandover(desk.deps, second);
    expect(shift.today.onDuty.next).toMatchObject([{ officer: second.officer, isYou: true }]);
    await acceptHandover(desk.deps, { actor: second, id });
    const events = await desk.deps.events.ofStream(`ticket:${red.id}`);
    expect(events.filter(({ type }) => type === 'ticket.alarm-passed')).toMatchObject([
      { data: { handover: id, from: operator.officer } },
    ]);
    expect((await openAlarm(desk.deps.db.read, red.id))?.takenBy).toBe(second.officer);
    await removeDuties(deps, { actor: operator, ids });
  });

  it('forgets a shift of an officer who has left the office through which he had it', async () => {
    await addDuties(deps, onDesk(second, '2026-11-20'));
    const onDuty = async () => (await readRoster(deps, { actor: operator })).now.map(({ officer }) => officer);
    expect(await onDuty()).toContain(second.officer);
    const { posting } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => {
      await tx.update(posting).set({ validTo: desk.clock.now() });
    });
    expect(await onDuty()).not.toContain(second.officer);
  });
});
