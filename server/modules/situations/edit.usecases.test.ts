import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { readOnDuty } from '../roster/on-duty.usecases.ts';
import { copyWeek, readRoster, removeDuties, restoreDuties } from '../roster/roster.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { editSituation, type Edit } from './edit.usecases.ts';
import { readRunning, readSituation } from './situations-page.usecases.ts';
import { declareSituation, endSituation, resumeSituation } from './situations.usecases.ts';
import { watchSituations } from './silence.usecases.ts';
import { staffSituation } from './staffing.usecases.ts';
import type { StaffingDeps } from './situations.types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { commissioner, chief, operator, station } = people;
const jaunpur = createActor({ unit: 'u_up_jaunpur', role: 'district' });

describe.each(testEngines)('a situation that changes on %s', (engine) => {
  let desk: TicketDesk;
  let deps: StaffingDeps;
  let vikram: Actor;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = { ...desk.deps, directory: desk.directory };
    const sho = { officer: 'off_vikram', name: 'Vikram Singh', position: 'pos_up_lucknow_hazratganj_sho' };
    vikram = await postOfficer(deps, sho);
  });
  afterAll(() => desk.close());

  const texts = { hi: 'रास्ता बंद है।', en: 'The road is closed.', mr: '' };
  async function declare(over: { units?: string[]; fromAt?: number; silenceMinutes?: number } = {}): Promise<string> {
    count += 1;
    const now = desk.clock.now();
    const { id } = await declareSituation(deps, {
      ...{
        actor: commissioner,
        kind: 'festival',
        name: `Mela ${count}`,
        units: [HAZRATGANJ],
        orderNumber: `C/${count}`,
      },
      ...{ orderDate: now, fromAt: now, untilAt: now + DAY, silenceMinutes: null, floodLimit: null, spread: null },
      answers: [{ name: 'Roads', texts, words: ['रास्ता'] }],
      ...over,
    });
    return id;
  }
  const see = (id: string, actor = commissioner) => readSituation(deps, { actor, id });
  async function edit(id: string, over: Partial<Edit> = {}, actor = commissioner) {
    const { situation, answers } = await see(id);
    const { name, untilAt, silenceMinutes, floodLimit, spread, version } = situation;
    const units = situation.units.map((unit) => unit.id);
    return editSituation(deps, {
      ...{ actor, id, version, name, units, untilAt, silenceMinutes, floodLimit, spread, answers },
      ...{ reason: 'The crowd is larger', orderNumber: 'C/1-A' },
      ...over,
    });
  }

  it('is changed by a recorded change, and shows what was declared before, with who changed it and why', async () => {
    const id = await declare();
    const { situation: first, answers } = await see(id);
    desk.clock.advance(HOUR);
    const untilAt = first.untilAt + DAY;
    const spread = { quick: 40, steeper: 2, calm: 10, voiceWeight: 5 };
    const more = { name: 'Parking', texts, words: ['पार्किंग'] };
    await edit(id, { untilAt, units: [HAZRATGANJ, GOMTI_NAGAR], floodLimit: 60, spread, answers: [...answers, more] });
    const { situation, changes, answers: now } = await see(id);
    expect(situation).toMatchObject({ untilAt, floodLimit: 60, spread, version: 2 });
    expect(situation.units.map((unit) => unit.id).sort()).toEqual([GOMTI_NAGAR, HAZRATGANJ]);
    expect(now.map(({ name, until }) => [name, until])).toEqual([
      ['Roads', first.untilAt],
      ['Parking', untilAt],
    ]);
    expect(now[0]?.id).toBe(answers[0]?.id);
    expect(changes).toMatchObject([
      {
        version: 2,
        reason: 'The crowd is larger',
        orderNumber: 'C/1-A',
        before: { untilAt: first.untilAt, floodLimit: null },
      },
    ]);
    expect(changes[0]?.before.units.map((unit) => unit.id)).toEqual([HAZRATGANJ]);
    const events = await deps.events.ofStream(`situation:${id}`);
    expect(events.map(({ type }) => type)).toEqual(['situation.declared', 'situation.changed']);
    expect(JSON.stringify(events)).not.toMatch(/crowd|Mela|Parking/);
    expect(await refusal(edit(id))).toBe('situations.nothing_changed');
    // Ended early by a change, and by its time.
    await edit(id, { untilAt: desk.clock.now() + MINUTE });
    desk.clock.advance(2 * MINUTE);
    expect(await refusal(edit(id, { floodLimit: 30 }))).toBe('situations.over');
    expect((await see(id)).changes.map(({ version }) => version)).toEqual([3, 2]);
  });

  it('is changed by the heads of all its units alone, against the version that they saw, once', async () => {
    const id = await declare();
    for (const actor of [station, operator])
      expect(await refusal(edit(id, { floodLimit: 60 }, actor))).toBe('officers.not_allowed');
    expect(await refusal(edit(id, { floodLimit: 60 }, jaunpur))).toBe('situations.not_found');
    expect(await refusal(edit(id, { units: ['u_up_jaunpur'] }))).toBe('officers.not_allowed');
    expect(await refusal(edit(id, { units: ['u_none'] }))).toBe('situations.unit_unknown');
    expect(await refusal(edit(id, { untilAt: desk.clock.now() - 1 }))).toBe('situations.span_wrong');
    const both = await Promise.all([60, 70].map((floodLimit) => refusal(edit(id, { floodLimit, version: 1 }))));
    expect(both.sort()).toEqual([null, 'situations.changed'].sort());
    expect((await see(id)).changes).toHaveLength(1);
  });

  it('watches no unit any more that it was declared for no longer', async () => {
    desk.clock.advance(3 * DAY);
    await watchSituations(deps);
    const id = await declare({ silenceMinutes: 10 });
    desk.clock.advance(20 * MINUTE);
    await watchSituations(deps);
    const silent = async () => (await readRunning(deps, operator)).find((one) => one.id === id)?.silent.length;
    expect(await silent()).toBe(1);
    await edit(id, { units: [GOMTI_NAGAR] });
    await watchSituations(deps);
    const rows = await deps.db.read.select().from(deps.db.tables.situationSilence);
    expect(rows.filter((row) => row.situation === id && row.unit === HAZRATGANJ && row.endedAt === null)).toEqual([]);
    await edit(id, { silenceMinutes: null });
    await watchSituations(deps);
    expect(await silent()).toBe(0);
  });

  it('puts officers of its units on duty for its span, in the roster, and lets them go with it', async () => {
    const id = await declare();
    const ask = {
      actor: commissioner,
      id,
      version: 1,
      unit: HAZRATGANJ,
      officer: vikram.officer,
      kind: 'duty' as const,
    };
    expect(await refusal(staffSituation(deps, { ...ask, actor: station }))).toBe('officers.not_allowed');
    expect(await refusal(staffSituation(deps, { ...ask, unit: GOMTI_NAGAR }))).toBe('situations.unit_unknown');
    expect(await refusal(staffSituation(deps, { ...ask, officer: 'off_none' }))).toBe('officers.not_found');
    expect(await refusal(staffSituation(deps, { ...ask, version: 2 }))).toBe('situations.changed');
    const both = await Promise.all([refusal(staffSituation(deps, ask)), refusal(staffSituation(deps, ask))]);
    expect(both.sort()).toEqual([null, 'roster.exists'].sort());
    const onDuty = async () => (await readOnDuty(deps, { actor: commissioner, units: [HAZRATGANJ] })).now;
    expect(await onDuty()).toMatchObject([{ name: 'Vikram Singh', situation: { id, name: `Mela ${count}` } }]);
    expect((await see(id)).duties).toMatchObject([{ name: 'Vikram Singh', unit: { id: HAZRATGANJ } }]);
    expect((await see(id, people.stranger).catch(() => null))?.duties ?? []).toEqual([]);
    const week = await readRoster(deps, { actor: commissioner, unit: HAZRATGANJ });
    expect(week.days.filter(({ duties }) => duties.length > 0).length).toBeGreaterThan(0);
    // Longer with it, and not into the next week by a copy.
    const { situation } = await see(id);
    const untilAt = situation.untilAt + DAY;
    await edit(id, { untilAt });
    expect((await onDuty())[0]?.untilAt).toBe(untilAt);
    desk.clock.advance(7 * DAY - DAY);
    const over = await refusal(copyWeek(deps, { actor: commissioner, unit: HAZRATGANJ, week: '2026-12-01' }));
    expect(over).toBe('roster.nothing_to_copy');
  });

  it('ends its duties when it is ended, brings them back with it, and drops those at units that it leaves', async () => {
    const id = await declare({ units: [LUCKNOW] });
    const put = async (unit: string) => {
      const { version } = (await see(id)).situation;
      const ask = { actor: commissioner, id, version, unit, officer: vikram.officer, kind: 'desk' as const };
      return (await staffSituation(deps, ask)).duty;
    };
    const [at, above] = [await put(HAZRATGANJ), await put(LUCKNOW)];
    const now = async (unit: string) => (await readOnDuty(deps, { actor: commissioner, units: [unit] })).now.length;
    await removeDuties(deps, { actor: commissioner, ids: [above] });
    desk.clock.advance(MINUTE);
    const ended = await endSituation(deps, { actor: commissioner, id, version: 1 });
    expect([await now(HAZRATGANJ), await now(LUCKNOW)]).toEqual([0, 0]);
    // What was taken out before it ended does not outlast it.
    await restoreDuties(deps, { actor: commissioner, ids: [above] });
    expect(await now(LUCKNOW)).toBe(0);
    await resumeSituation(deps, { actor: commissioner, id, version: ended.version });
    expect([await now(HAZRATGANJ), await now(LUCKNOW)]).toEqual([1, 1]);
    await edit(id, { units: [HAZRATGANJ] });
    expect([await now(HAZRATGANJ), await now(LUCKNOW)]).toEqual([1, 0]);
    await removeDuties(deps, { actor: commissioner, ids: [at] });
    expect((await see(id)).duties).toEqual([]);
    // One that has not begun is cancelled with it.
    const later = await declare({ fromAt: desk.clock.now() + HOUR });
    const ask = {
      actor: chief,
      id: later,
      version: 1,
      unit: HAZRATGANJ,
      officer: vikram.officer,
      kind: 'duty' as const,
    };
    await staffSituation(deps, ask);
    await endSituation(deps, { actor: commissioner, id: later, version: 1 });
    expect((await see(later)).duties).toEqual([]);
  });
});
