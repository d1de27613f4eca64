import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../officers/actor.types.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { dayOf } from '../roster/roster.rules.ts';
import { addDuties, removeDuties } from '../roster/roster.usecases.ts';
import { HAZRATGANJ, LUCKNOW, refusal } from '../tickets/desk.testing.ts';
import { joinIncident } from '../tickets/incident.usecases.ts';
import { splitTicket } from '../tickets/split.usecases.ts';
import { correctTicket } from '../tickets/triage.usecases.ts';
import { readPanel } from './panel.usecases.ts';
import { ACCUSING, createSpreadDesk, elsewhere, ranked, type SpreadDesk } from './spread.testing.ts';
import { acknowledgeSpread, listSpreads, lookAtReach } from './velocity.usecases.ts';
import { KEPT, RULE } from './velocity.rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(testEngines)('what spreads on %s', (engine) => {
  let desk: SpreadDesk;
  beforeAll(async () => {
    desk = await createSpreadDesk(engine);
  });
  afterAll(() => desk.close());

  const listed = async (actor: Actor, id: string) =>
    (await listSpreads(desk.deps, actor)).find(({ ticket }) => ticket.id === id) ?? null;
  const steps = async (ticket: string) => {
    const rows = await desk.deps.db.read.select().from(desk.deps.db.tables.reachBucket);
    return rows.filter((row) => row.ticket === ticket);
  };

  it('is marked once a climb, tells the desk and the chief of the district, and ends after an hour of calm', async () => {
    const { id } = await desk.opened();
    await desk.repost(id, RULE.quick - 1);
    expect(await lookAtReach(desk.deps)).toEqual({ started: 0, ended: 0 });
    await desk.repost(id, 1);
    const both = await Promise.all([lookAtReach(desk.deps), lookAtReach(desk.deps)]);
    expect(both.map(({ started }) => started).sort()).toEqual([0, 1]);
    expect(await desk.read(id)).toMatchObject({ reach: RULE.quick });
    expect(await listed(ranked.operator, id)).toMatchObject({
      callsYou: true,
      quarter: { reach: RULE.quick, voices: 0 },
    });
    expect(await listed(ranked.commissioner, id)).toMatchObject({ callsYou: true });
    expect(await listed(ranked.station, id)).toMatchObject({ callsYou: false });
    expect(await listed(ranked.chief, id)).toMatchObject({ callsYou: false });
    expect([await listed(ranked.stranger, id), await listed(elsewhere, id), await listed(ranked.admin, id)]).toEqual([
      ...[null, null, null],
    ]);
    // The desk has seen it: its chief is told all the same, until he has.
    await acknowledgeSpread(desk.deps, { actor: ranked.operator, id });
    await acknowledgeSpread(desk.deps, { actor: ranked.operator, id });
    expect(await listed(ranked.colleague, id)).toMatchObject({ callsYou: false });
    expect(await listed(ranked.commissioner, id)).toMatchObject({ callsYou: true });
    await acknowledgeSpread(desk.deps, { actor: ranked.commissioner, id });
    expect(await listed(ranked.commissioner, id)).toMatchObject({ callsYou: false, chiefAt: desk.clock.now() });
    desk.clock.advance(20 * MINUTE);
    expect(await lookAtReach(desk.deps)).toEqual({ started: 0, ended: 0 });
    expect(await listed(ranked.operator, id)).toMatchObject({ isCalm: true, peak: RULE.quick });
    desk.clock.advance(HOUR);
    const ends = await Promise.all([lookAtReach(desk.deps), lookAtReach(desk.deps)]);
    expect(ends.map(({ ended }) => ended).sort()).toEqual([0, 1]);
    expect(await listed(ranked.operator, id)).toBeNull();
    // It climbs anew.
    await desk.repost(id, RULE.quick);
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 1 });
    expect(await desk.types(id)).toEqual(['started', 'seen', 'seen', 'ended', 'started']);
  });

  it('is told by nobody but those who see it, and not by one who may not work on it', async () => {
    const { id } = await desk.opened();
    expect(await refusal(acknowledgeSpread(desk.deps, { actor: ranked.operator, id }))).toBe('spread.not_spreading');
    expect(await refusal(acknowledgeSpread(desk.deps, { actor: elsewhere, id }))).toBe('tickets.not_found');
    expect(await refusal(acknowledgeSpread(desk.deps, { actor: ranked.admin, id }))).toBe('tickets.not_found');
    expect(await refusal(readPanel(desk.deps, { actor: elsewhere, id }))).toBe('tickets.not_found');
  });

  it('says nothing to a unit of a complaint about it', async () => {
    const { id, version } = await desk.opened();
    const hide = { actor: ranked.operator, id, version, aboutPolice: 'yes' as const, accusedUnit: HAZRATGANJ };
    await correctTicket(desk.deps, hide);
    await desk.repost(id, RULE.quick);
    await lookAtReach(desk.deps);
    expect(await listed(ranked.operator, id)).not.toBeNull();
    expect(await listed(ranked.station, id)).toBeNull();
    expect(await refusal(readPanel(desk.deps, { actor: ranked.station, id }))).toBe('tickets.not_found');
  });

  it('sums up an incident: many who tell of one thing are one climb', async () => {
    const first = await desk.opened();
    const second = await desk.opened();
    await desk.repost(first.id, 60);
    await desk.repost(second.id, 60);
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 0 });
    await joinIncident(desk.deps, {
      ...{ actor: ranked.operator, id: second.id, version: (await desk.read(second.id)).version, other: first.id },
    });
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 1 });
    const shown = [await listed(ranked.operator, first.id), await listed(ranked.operator, second.id)];
    expect(shown.filter((row) => row !== null)).toHaveLength(1);
    expect((await readPanel(desk.deps, { actor: ranked.operator, id: second.id })).spread).not.toBeNull();
  });

  it('puts what an outage kept back where it happened, and forgets steps after two weeks', async () => {
    const { id } = await desk.opened();
    const retweetOf = await desk.postOf(id);
    const late = Array.from({ length: 150 }, (_, index) => ({
      ...{ id: `88${index}`, text: 'RT', author: `late${index}`, kind: 'retweet', retweetOf },
      at: desk.clock.now() - 5 * HOUR - (index % 50) * MINUTE,
    }));
    await desk.take(late);
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 0 });
    expect((await steps(id)).reduce((sum, { reach }) => sum + reach, 0)).toBe(150);
    desk.clock.advance(KEPT);
    await lookAtReach(desk.deps);
    expect(await steps(id)).toEqual([]);
  });

  it('follows what the service counts, which only grows and never counts twice', async () => {
    const { id } = await desk.opened();
    const post = await desk.postOf(id);
    await desk.repost(id, 3);
    const grown = async () => [
      (await desk.read(id)).reach,
      (await steps(id)).reduce((sum, { reach }) => sum + reach, 0),
    ];
    expect(await grown()).toEqual([3, 3]);
    await desk.counted(post, 2);
    expect(await grown()).toEqual([3, 3]);
    await desk.counted(post, 40);
    await desk.counted(post, 40);
    await desk.counted(post, 30);
    expect(await grown()).toEqual([40, 40]);
    await desk.counted(post, 140);
    expect(await lookAtReach(desk.deps)).toMatchObject({ started: 1 });
  });

  it('calls who is on duty, and the desk when nobody is; the chief in any case', async () => {
    const deps = { ...desk.deps, directory: desk.directory, offices: desk.directory };
    const cp = await postOfficer(deps, { officer: 'off_cp', name: 'Meera Joshi', position: 'pos_up_lucknow_cp' });
    const sho = { officer: 'off_sho', name: 'Vikram Singh', position: 'pos_up_lucknow_hazratganj_sho' };
    const vikram = await postOfficer(deps, sho);
    const put = async (officer: string, unit: string) => {
      const shift = { kind: 'duty' as const, day: '2026-01-01', from: '00:00', until: '00:00', days: 31 };
      const { ids } = await addDuties(deps, {
        actor: ranked.chief,
        unit,
        officer,
        ...shift,
        day: dayOf(desk.clock.now()),
      });
      return ids;
    };
    const { id } = await desk.opened();
    await desk.repost(id, RULE.quick);
    await lookAtReach(deps);
    const calls = async (actor: Actor) =>
      (await listSpreads(deps, actor)).find(({ ticket }) => ticket.id === id) ?? null;
    expect(await calls(ranked.operator)).toMatchObject({ callsYou: true, onDuty: null });
    // Of Hazratganj he may not be asked on duty for what complains of it: there the desk is called.
    const ids = await put(vikram.officer, LUCKNOW);
    expect(await calls(ranked.operator)).toMatchObject({ callsYou: false, onDuty: { names: ['Vikram Singh'] } });
    expect(await calls(vikram)).toMatchObject({ callsYou: true, onDuty: { isYou: true } });
    expect(await calls(cp)).toMatchObject({ callsYou: true });
    const { version } = await desk.read(id);
    await correctTicket(deps, { actor: ranked.operator, id, version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    expect(await calls(ranked.operator)).toMatchObject({ callsYou: true, onDuty: null });
    expect(await calls(vikram)).toBeNull();
    await removeDuties(deps, { actor: ranked.chief, ids });
    await put(cp.officer, LUCKNOW);
    expect(await calls(ranked.colleague)).toMatchObject({ callsYou: false });
    // The desk may have seen it first all the same.
    await acknowledgeSpread(deps, { actor: ranked.colleague, id });
    expect(await calls(ranked.colleague)).toMatchObject({ acknowledgedAt: desk.clock.now() });
    expect(await calls(cp)).toMatchObject({ callsYou: true });
    await acknowledgeSpread(deps, { actor: cp, id });
    expect(await calls(cp)).toMatchObject({ callsYou: false });
  });

  it('shows a summary to whoever may not read the words', async () => {
    const { id, version } = await desk.opened();
    await splitTicket(desk.deps, { actor: ranked.operator, id, version, ...ACCUSING });
    await desk.repost(id, RULE.quick);
    await lookAtReach(desk.deps);
    const { headline } = await desk.read(id);
    const lines = [ranked.station, ranked.commissioner].map(
      async (actor) => (await listed(actor, id))?.ticket.headline,
    );
    expect(await Promise.all(lines)).toEqual([ACCUSING.summary, headline]);
  });
});
