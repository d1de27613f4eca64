import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { suggestAnswers } from '../tickets/bank.usecases.ts';
import { createTicketDesk, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { carryRumour, uncarryRumour } from './carried.usecases.ts';
import { listPublished } from './public-rumours.usecases.ts';
import { changeRumour, inWordsOf } from './rumours.repository.ts';
import { rumoursOfTicket } from './rumours-of-ticket.usecases.ts';
import { listRumours, noteRumour, stepRumour, type RumourAct } from './rumours.usecases.ts';

const { operator, commissioner, chief, station, stranger } = people;
const second = { ...operator, officer: 'off_second' };
const jaunpur = createActor({ unit: 'u_up_jaunpur', role: 'district' });
const claim = { hi: 'शहर में बच्चा चोर गिरोह घूम रहा है', en: 'A gang that steals children is in town', mr: '' };
const verdict = { hi: 'यह दावा झूठा है।', en: 'This claim is false.', mr: 'हा दावा खोटा आहे.' };
const evidence = [{ text: 'No such report at any station', link: 'https://example.org/1' }];
const why = { hi: 'दोहराव', en: 'Entered twice', mr: '' };
const FALSE: RumourAct = { step: 'verdict', state: 'false', verdict, evidence };

describe.each(testEngines)('the rumour register on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const read = async (actor: typeof chief, id: string) =>
    (await listRumours(desk.deps, { actor, q: '' })).find((one) => one.id === id);
  const step = async (actor: typeof chief, id: string, act: RumourAct) => {
    const version = (await read(chief, id))?.version ?? 1;
    desk.clock.advance(1000);
    return stepRumour(desk.deps, { actor, id, version, ...act });
  };
  const published = async (q = '') => (await listPublished(desk.deps, { q, before: null })).rumours;
  const note = async (actor = operator) => (await noteRumour(desk.deps, { actor, claim })).id;
  const publish = async (): Promise<string> => {
    const id = await note();
    await step(second, id, FALSE);
    await step(chief, id, { step: 'publish' });
    return id;
  };

  it('goes from claim to verdict by a second officer to the public page, and shows what was corrected', async () => {
    const { id, code } = await noteRumour(desk.deps, { actor: operator, claim });
    expect(code).toMatch(/^R-2026-\d{6}$/);
    await step(second, id, { step: 'check' });
    expect(await refusal(step(operator, id, FALSE))).toBe('rumours.second_officer');
    expect(await refusal(step(chief, id, { step: 'publish' }))).toBe('rumours.no_verdict');
    await step(second, id, FALSE);
    expect(await published()).toEqual([]);
    expect(await refusal(step(second, id, { step: 'publish' }))).toBe('officers.not_allowed');
    await step(chief, id, { step: 'publish' });
    const [shown] = await published();
    expect(shown).toMatchObject({ code, state: 'false', verdict, evidence, claim });
    expect(JSON.stringify(shown)).not.toMatch(/off_|u_up|pos_|rum_/);
    expect(await refusal(step(chief, id, { step: 'publish' }))).toBe('rumours.published');
    expect(await refusal(step(second, id, FALSE))).toBe('officers.not_allowed');
    await step(chief, id, { ...FALSE, state: 'misleading' });
    await step(chief, id, { step: 'withdraw', why });
    const [withdrawn] = await published();
    expect(withdrawn?.state).toBe('withdrawn');
    expect(withdrawn?.history.map(({ act, state }) => [act, state])).toEqual([
      ['publish', 'false'],
      ['correct', 'misleading'],
      ['withdraw', 'withdrawn'],
    ]);
    expect(withdrawn?.history[2]?.why).toEqual(why);
    // The words themselves are nowhere any more, nor found by.
    expect(JSON.stringify(withdrawn)).not.toMatch(/झूठा|false\.|example\.org|No such report/);
    expect((await published('झूठा')).map((one) => one.code)).not.toContain(code);
    expect((await published('गिरोह')).map((one) => one.code)).toContain(code);
    expect(await refusal(step(chief, id, { ...FALSE }))).toBe('rumours.over');
    const events = await desk.deps.events.ofStream(`rumour:${id}`);
    expect(events).toHaveLength(6);
    expect(JSON.stringify(events)).not.toMatch(/गिरोह|gang|झूठा/);
  });

  it('is judged by nobody whose words the claim is: not who noted it, nor who wrote it anew', async () => {
    const id = await note();
    const third = { ...operator, officer: 'off_third' };
    await step(second, id, { step: 'claim', claim: { ...claim, en: 'Something else is in town' } });
    expect(await read(second, id)).toMatchObject({ isOwn: true });
    expect((await read(second, id))?.actions).not.toContain('verdict');
    for (const writer of [operator, second])
      expect(await refusal(step(writer, id, FALSE))).toBe('rumours.second_officer');
    expect((await read(third, id))?.actions).toContain('verdict');
    // Behind a key may be anybody, one of the two as well.
    const key = { ...operator, officer: 'key_1' };
    expect((await read(key, id))?.actions).not.toContain('verdict');
    expect(await refusal(step(key, id, FALSE))).toBe('officers.person_needed');
    expect(await refusal(step(third, id, FALSE))).toBeNull();
  });

  it('counts who made a key, and whoever held its position since, as the one who noted with it', async () => {
    const at = desk.clock.now();
    const row = { id: 'key_noting', hash: 'h', position: 'pos_noting', label: 'CCTNS', revokedAt: null };
    const post = { position: 'pos_noting', kind: 'substantive', validFrom: at - 1000 };
    await desk.deps.db.write(async (tx) => {
      await tx.insertRows(tx.tables.apiKey, [{ ...row, createdBy: 'off_maker', createdAt: at }]);
      await tx.insertRows(tx.tables.posting, [
        { ...post, id: 'pst_now', officer: 'off_holder', validTo: null },
        { ...post, id: 'pst_left', officer: 'off_left', validTo: at - 1 },
        { ...post, id: 'pst_then', officer: 'off_then', validTo: at + 100_000 },
      ]);
    });
    const id = await note({ ...operator, officer: 'key_noting' });
    const as = (officer: string) => ({ ...operator, officer });
    desk.clock.advance(200_000);
    for (const officer of ['off_maker', 'off_holder', 'off_then']) {
      expect(await read(as(officer), id)).toMatchObject({ isOwn: true });
      expect((await read(as(officer), id))?.actions).not.toContain('verdict');
      expect(await refusal(step(as(officer), id, FALSE))).toBe('rumours.second_officer');
    }
    expect(await refusal(step(as('key_noting'), id, FALSE))).toBe('officers.person_needed');
    // He left the position before it was noted.
    expect((await read(as('off_left'), id))?.actions).toContain('verdict');
    expect(await refusal(step(as('off_left'), id, FALSE))).toBeNull();
  });

  it('asks once more whose words they are where it is written: a position may come between', async () => {
    const id = await note({ ...operator, officer: 'key_noting' });
    const late = { ...operator, officer: 'off_late' };
    const { rumour } = desk.deps.db.tables;
    const before = (await desk.deps.db.read.select().from(rumour)).find((one) => one.id === id);
    if (!before) throw new Error('it was not noted');
    const now = desk.clock.now();
    const judge = { officer: late.officer, now };
    expect(await inWordsOf(desk.deps.db.read, { ...judge, rumours: [id] })).toEqual(new Set());
    await desk.deps.db.write(async (tx) => {
      const post = { position: 'pos_noting', kind: 'substantive', validFrom: now, validTo: null };
      await tx.insertRows(tx.tables.posting, [{ ...post, id: 'pst_late', officer: late.officer }]);
    });
    const change = (by: typeof judge) =>
      desk.deps.db.write((tx) => changeRumour(tx, { before, set: { state: 'false' }, judge: by }));
    expect(await change(judge)).toBeNull();
    expect(await change({ ...judge, officer: 'off_other' })).toMatchObject({ state: 'false' });
  });

  it('keeps from the public what was not published, also when it was withdrawn', async () => {
    const id = await note();
    await step(second, id, FALSE);
    await step(operator, id, { step: 'withdraw', why });
    const code = (await read(chief, id))?.code ?? '';
    expect(code).not.toBe('');
    expect(await published(code)).toEqual([]);
    expect((await listPublished(desk.deps, { q: '', before: code })).rumours).toEqual([]);
  });

  it('is of the chain in which it was noted, whatever id is guessed, and steps race by version', async () => {
    const id = await note(commissioner);
    expect([await read(station, id), await read(operator, id), await read(chief, id)].every(Boolean)).toBe(true);
    expect(await read(jaunpur, id)).toBeUndefined();
    for (const guess of [id, 'rum_none'])
      expect(await refusal(stepRumour(desk.deps, { actor: jaunpur, id: guess, version: 1, step: 'check' }))).toBe(
        'rumours.not_found',
      );
    // A station below reads it and says nothing on it.
    expect(await refusal(step(station, id, { step: 'check' }))).toBe('officers.not_allowed');
    const check = () => refusal(stepRumour(desk.deps, { actor: operator, id, version: 1, step: 'check' }));
    const both = await Promise.all([check(), check()]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both.filter((code) => code === 'rumours.changed')).toHaveLength(1);
  });

  it('gives every rumour a number of its own', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => noteRumour(desk.deps, { actor: operator, claim })));
    expect(new Set(made.map(({ code }) => code)).size).toBe(12);
  });

  it('is found by its code and its words, in either script, a page at a time', async () => {
    const id = await publish();
    const code = (await read(chief, id))?.code ?? '';
    expect((await published(code.toLowerCase())).map((one) => one.code)).toEqual([code]);
    expect((await published('गिरोह')).map((one) => one.code)).toContain(code);
    expect((await published('STEALS children')).map((one) => one.code)).toContain(code);
    expect(await published('100%_nothing')).toEqual([]);
    for (let at = 0; at < 21; at += 1) await publish();
    const first = await listPublished(desk.deps, { q: 'gang', before: null });
    const next = await listPublished(desk.deps, { q: 'gang', before: first.next });
    expect(first.rumours).toHaveLength(20);
    const codes = [...first.rumours, ...next.rumours].map((one) => one.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toContain(code);
  });

  it('is carried by tickets that are seen, once, and answers them when it is published', async () => {
    const ticket = await desk.plea();
    const id = await note();
    const carry = (actor: typeof chief, rumour = id) => carryRumour(desk.deps, { actor, id: ticket.id, rumour });
    expect(await refusal(carry(stranger))).toBe('tickets.not_found');
    expect(await refusal(carry(operator, 'rum_none'))).toBe('rumours.not_found');
    await Promise.all([carry(operator), carry(second)]);
    expect(await rumoursOfTicket(desk.deps.db.read, ticket.id)).toMatchObject([{ id, state: 'noted' }]);
    expect((await read(operator, id))?.tickets).toBe(1);
    expect((await read(createActor({ unit: LUCKNOW, role: 'district' }), id))?.tickets ?? 0).toBe(0);
    const offered = async () =>
      (await suggestAnswers(desk.deps, { actor: operator, id: ticket.id, reason: null })).map(({ text }) => text);
    expect((await offered()).some((text) => text.includes(verdict.hi))).toBe(false);
    await step(second, id, FALSE);
    await step(chief, id, { step: 'publish' });
    expect((await offered())[0]).toContain(verdict.hi);
    await uncarryRumour(desk.deps, { actor: operator, id: ticket.id, rumour: id });
    await uncarryRumour(desk.deps, { actor: operator, id: ticket.id, rumour: id });
    expect(await offered()).not.toContain(verdict.hi);
    const events = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).map(({ type }) => type);
    expect(events.filter((type) => type.includes('rumour'))).toEqual([
      'ticket.rumour-carried',
      'ticket.rumour-dropped',
    ]);
  });
});
