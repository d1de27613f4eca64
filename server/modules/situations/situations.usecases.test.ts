import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { suggestAnswers } from '../tickets/bank.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { readTicket } from '../tickets/detail.usecases.ts';
import { listTickets } from '../tickets/list.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { watchSituations } from './silence.usecases.ts';
import { listSituations, readRunning, readSituation } from './situations-page.usecases.ts';
import { declareSituation, endSituation, resumeSituation, type Declaration } from './situations.usecases.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { commissioner, chief, operator, station, stranger, admin } = people;
const jaunpur = createActor({ unit: 'u_up_jaunpur', role: 'district' });
const circle = createActor({ unit: LUCKNOW, role: 'circle' });

describe.each(testEngines)('a declared situation on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const declaration = (over: Partial<Declaration> = {}): Declaration => {
    count += 1;
    const now = desk.clock.now();
    return {
      ...{
        actor: commissioner,
        kind: 'festival',
        name: `Mela ${count}`,
        units: [HAZRATGANJ],
        orderNumber: `O/${count}`,
      },
      ...{
        orderDate: now,
        fromAt: now,
        untilAt: now + DAY,
        silenceMinutes: null,
        floodLimit: null,
        spread: null,
        answers: [],
      },
      ...over,
    };
  };
  const declare = (over: Partial<Declaration> = {}) => declareSituation(desk.deps, declaration(over));
  const silentFor = async (actor = operator): Promise<string[]> =>
    (await readRunning(desk.deps, actor)).flatMap(({ silent }) => silent.map(({ unit }) => unit?.id ?? ''));

  it('is declared by the head of a district or above, for units of theirs, once an order', async () => {
    const input = declaration();
    expect(await refusal(declareSituation(desk.deps, { ...input, actor: station }))).toBe('officers.not_allowed');
    expect(await refusal(declareSituation(desk.deps, { ...input, actor: operator }))).toBe('officers.not_allowed');
    expect(await refusal(declareSituation(desk.deps, { ...input, actor: circle }))).toBe('officers.not_allowed');
    expect(await refusal(declareSituation(desk.deps, { ...input, actor: jaunpur }))).toBe('officers.not_allowed');
    expect(await refusal(declareSituation(desk.deps, { ...input, units: ['u_none'] }))).toBe('situations.unit_unknown');
    expect(await refusal(declareSituation(desk.deps, { ...input, untilAt: input.fromAt }))).toBe(
      'situations.span_wrong',
    );
    const tomorrow = input.orderDate + DAY;
    expect(await refusal(declareSituation(desk.deps, { ...input, orderDate: tomorrow }))).toBe('situations.span_wrong');
    const twice = await Promise.all([
      refusal(declareSituation(desk.deps, input)),
      refusal(declareSituation(desk.deps, input)),
    ]);
    expect(twice.sort()).toEqual(['situations.declared_already', null].sort());
  });

  it('is seen at its units, below them and above them, and by nobody else, whatever id is guessed', async () => {
    const { id } = await declare({ name: 'Visit' });
    const sees = async (actor: typeof chief) =>
      (await listSituations(desk.deps, actor)).situations.some((one) => one.id === id);
    expect([await sees(chief), await sees(operator), await sees(commissioner), await sees(station)]).toEqual(
      Array(4).fill(true),
    );
    expect([await sees(stranger), await sees(jaunpur), await sees(admin)]).toEqual(Array(3).fill(false));
    for (const guess of [id, 'sit_none']) {
      expect(await refusal(readSituation(desk.deps, { actor: jaunpur, id: guess }))).toBe('situations.not_found');
      expect(await refusal(endSituation(desk.deps, { actor: jaunpur, id: guess, version: 1 }))).toBe(
        'situations.not_found',
      );
      const list = listTickets(desk.deps, { actor: jaunpur, situation: guess, before: null, limit: 10 });
      expect(await refusal(list)).toBe('situations.not_found');
    }
    const { events } = { events: await desk.deps.events.ofStream(`situation:${id}`) };
    expect(events.map(({ type }) => type)).toEqual(['situation.declared']);
    expect(JSON.stringify(events)).not.toContain('Visit');
  });

  it('ends by hand before its time, which its ender can take back, and by itself at its time', async () => {
    const { id } = await declare();
    const end = (actor = commissioner, version = 1) => endSituation(desk.deps, { actor, id, version });
    expect(await refusal(end(station))).toBe('officers.not_allowed');
    const both = await Promise.all([refusal(end()), refusal(end())]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    const resume = (actor: typeof chief, version: number) => resumeSituation(desk.deps, { actor, id, version });
    expect(await refusal(resume(chief, 2))).toBe('situations.undo_too_late');
    await resume(commissioner, 2);
    await end(commissioner, 3);
    desk.clock.advance(11_000);
    expect(await refusal(resume(commissioner, 4))).toBe('situations.undo_too_late');
    const short = await declare({ untilAt: desk.clock.now() + HOUR });
    desk.clock.advance(HOUR);
    expect((await readSituation(desk.deps, { actor: chief, id: short.id })).situation.phase).toBe('past');
    await Promise.all([watchSituations(desk.deps), watchSituations(desk.deps)]);
    const events = await desk.deps.events.ofStream(`situation:${short.id}`);
    expect(events.map(({ type }) => type)).toEqual(['situation.declared', 'situation.ended']);
  });

  it('has the tickets that come for its units while it runs: listed, counted, and named on the ticket', async () => {
    const before = await desk.plea();
    desk.clock.advance(MINUTE);
    const { id } = await declare({ name: 'Kumbh' });
    desk.clock.advance(MINUTE);
    const waiting = await desk.plea();
    const opened = await desk.plea();
    await openTicket(desk.deps, { actor: operator, id: opened.id, version: opened.version, owner: HAZRATGANJ });
    const elsewhere = await desk.plea();
    await openTicket(desk.deps, { actor: operator, id: elsewhere.id, version: elsewhere.version, owner: GOMTI_NAGAR });
    const of = async (actor: typeof chief) =>
      (await listTickets(desk.deps, { actor, situation: id, before: null, limit: 50 })).tickets.map((one) => one.id);
    expect(await of(operator)).toEqual([opened.id, waiting.id]);
    expect(await of(station)).toEqual([opened.id]);
    expect(await of(operator)).not.toContain(before.id);
    const { numbers, byUnit } = await readSituation(desk.deps, { actor: chief, id });
    expect(numbers).toMatchObject({ received: 2, act: 1, open: 1, closed: 0, oldest: waiting.receivedAt, more: false });
    expect(byUnit).toMatchObject([{ unit: { id: HAZRATGANJ }, received: 2 }]);
    expect((await readSituation(desk.deps, { actor: station, id })).numbers.received).toBe(1);
    const detail = await readTicket(desk.deps, { actor: operator, id: opened.id });
    expect(detail.situations.map((one) => one.name)).toContain('Kumbh');
    const { tickets } = await listTickets(desk.deps, {
      actor: operator,
      situation: id,
      q: 'मोबाइल',
      before: null,
      limit: 50,
    });
    expect(tickets.map((one) => one.id).sort()).toEqual([opened.id, waiting.id].sort());
    desk.clock.advance(2 * DAY);
    await watchSituations(desk.deps);
    const after = await desk.plea();
    expect(await of(operator)).not.toContain(after.id);
    expect(await of(operator)).toContain(opened.id);
  });

  it('offers its own answers first, until their time is over', async () => {
    const texts = { hi: 'खोया-पाया केंद्र सेक्टर 4 में है।', en: 'The lost-and-found centre is in sector 4.', mr: '' };
    const answers = [{ name: 'Lost and found', texts, words: ['मोबाइल'], until: desk.clock.now() + HOUR }];
    await declare({ name: 'Answers', orderNumber: 'A/7', answers });
    const plea = await desk.plea();
    const first = async () =>
      (await suggestAnswers(desk.deps, { actor: operator, id: plea.id, reason: 'question' }))[0];
    expect(await first()).toMatchObject({ text: texts.hi, source: 'Answers, A/7' });
    desk.clock.advance(2 * HOUR);
    expect((await first())?.text).not.toBe(texts.hi);
  });

  it('lets more of one author pass before they fold', async () => {
    const flood = async (author: string): Promise<number> => {
      const lines = Array.from({ length: 24 }, (_, at) => ({
        ...{ id: `${author}${at}`, text: `हजरतगंज में मेरी साइकिल चोरी हो गई नंबर ${count * 100 + at * 7919}`, author },
        ...{ kind: 'mention', tagged: ['@lkopolice'] },
      }));
      await desk.take(lines);
      return (await desk.everything()).filter(({ foldedUntil, headline }) => foldedUntil !== null && headline !== '')
        .length;
    };
    const none = await flood('71');
    expect(none).toBeGreaterThan(0);
    await declare({ floodLimit: 60, units: [LUCKNOW] });
    expect(await flood('72')).toBe(none);
  });

  it('tells once of a unit from which nothing comes, to the desk and the unit above, and ends that when something does', async () => {
    desk.clock.advance(3 * DAY);
    await watchSituations(desk.deps);
    const { id } = await declare({ silenceMinutes: 30, units: [HAZRATGANJ], name: 'Quiet' });
    desk.clock.advance(20 * MINUTE);
    await watchSituations(desk.deps);
    expect(await silentFor()).toEqual([]);
    desk.clock.advance(15 * MINUTE);
    await Promise.all([watchSituations(desk.deps), watchSituations(desk.deps)]);
    await watchSituations(desk.deps);
    const silences = async () =>
      (await desk.deps.db.read.select().from(desk.deps.db.tables.situationSilence)).filter(
        (one) => one.situation === id,
      );
    expect(await silences()).toHaveLength(1);
    expect(await silentFor()).toEqual([HAZRATGANJ]);
    expect(await silentFor(station)).toEqual([]);
    const parent = desk.directory.byId(HAZRATGANJ)?.parent ?? '';
    expect(await silentFor(createActor({ unit: parent, role: 'circle' }))).toEqual([HAZRATGANJ]);
    expect(await silentFor(chief)).toEqual([]);
    desk.clock.advance(MINUTE);
    await desk.plea();
    await watchSituations(desk.deps);
    expect(await silentFor()).toEqual([]);
    const types = (await desk.deps.events.ofStream(`situation:${id}`)).map(({ type }) => type);
    expect(types).toEqual(['situation.declared', 'situation.silent', 'situation.heard']);
    desk.clock.advance(40 * MINUTE);
    await watchSituations(desk.deps);
    expect(await silences()).toHaveLength(2);
    const { situation } = await readSituation(desk.deps, { actor: commissioner, id });
    await endSituation(desk.deps, { actor: commissioner, id, version: situation.version });
    await watchSituations(desk.deps);
    expect((await silences()).every(({ endedAt }) => endedAt !== null)).toBe(true);
    const told = (await desk.deps.events.ofStream(`situation:${id}`)).map(({ type }) => type);
    expect(told.filter((type) => type === 'situation.heard')).toHaveLength(1);
    expect(told.at(-1)).toBe('situation.silence-over');
  });

  it('looks no further back for what ends a long silence than on a short one', async () => {
    desk.clock.advance(3 * DAY);
    await watchSituations(desk.deps);
    await declare({ silenceMinutes: 30, units: [HAZRATGANJ], name: 'Long' });
    desk.clock.advance(35 * MINUTE);
    await watchSituations(desk.deps);
    expect(await silentFor()).toEqual([HAZRATGANJ]);
    desk.clock.advance(20 * HOUR);
    const asked: number[] = [];
    const ids = { ...desk.deps.ids, floor: (at: number) => (asked.push(at), desk.deps.ids.floor(at)) };
    await watchSituations({ ...desk.deps, ids });
    expect(Math.min(...asked)).toBeGreaterThan(desk.clock.now() - HOUR);
    expect(await silentFor()).toEqual([HAZRATGANJ]);
    await desk.plea();
    desk.clock.advance(9 * MINUTE);
    await watchSituations(desk.deps);
    expect(await silentFor()).toEqual([]);
  });

  it('is shown as long as it runs, however many were declared for later', async () => {
    const { id } = await declare({ name: 'Runs' });
    const later = desk.clock.now() + HOUR;
    for (let n = 0; n < 101; n += 1) await declare({ fromAt: later, untilAt: later + HOUR });
    expect((await readRunning(desk.deps, operator)).map((one) => one.id)).toContain(id);
  });
});
