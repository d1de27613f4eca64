import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { giveCode } from './code.usecases.ts';
import { createTicket } from './create.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { enterCode, giveVerdict, readOwn } from './tracking.usecases.ts';
import { openTicket } from './triage.usecases.ts';

const { operator, station, commissioner, stranger } = people;
const circleDesk = createActor({ unit: 'u_up_lucknow_c_hazratganj', role: 'operator', officer: 'off_circle' });

describe.each(testEngines)('the code of a docket taken down by hand on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const offices = [station, commissioner].flatMap(({ posts }) => posts);
    const rows = offices.map(({ position, unit, role }) => ({
      ...{ id: position, unit, rank: role, role, head: true, validFrom: 0, validTo: null, version: 1 },
      ...{ titleEn: 'Officer', titleHi: 'अधिकारी', titleMr: null },
    }));
    await desk.deps.db.write((tx) => tx.insertRows(tx.tables.position, rows, { onConflict: 'ignore' }));
  });
  afterAll(() => desk.close());

  async function takenDown(category = 'theft') {
    count += 1;
    desk.clock.advance(60_000);
    const text = `The bicycle number ${count * 7919} was taken from the gate of the school`;
    const contact = { name: 'Asha', phone: '+91 98390 12345' };
    return createTicket(desk.deps, { actor: operator, text, unit: HAZRATGANJ, open: true, category, contact });
  }
  const give = async (id: string, actor = operator) =>
    giveCode(desk.deps, { actor, id, version: (await desk.read(id)).version });
  const close = async (id: string, actor = station) => {
    desk.clock.advance(60_000);
    return closeTicket(desk.deps, {
      ...{ actor, id, version: (await desk.read(id)).version, outcome: 'settled', details: {}, attachments: [] },
      ...{ internalText: 'The shopkeeper was heard twice', publicAnswer: 'It was found and given back' },
    });
  };
  const offices = { office: () => null };
  const actionsOf = async (id: string, actor: typeof operator) =>
    (await readTicket({ ...desk.deps, offices }, { actor, id })).actions;

  it('proves ownership on the tracking page, and carries the verdict', async () => {
    const { id, docket } = await takenDown();
    const typed = docket ?? '';
    expect(await refusal(enterCode(desk.deps, { typed, code: 'ABCD2345' }))).toBe('tickets.code_none');
    const { code, undoUntil } = await give(id);
    expect(undoUntil).toBeNull();
    await close(id);
    // As it was heard on the telephone.
    const spoken = `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase();
    const { token } = await enterCode(desk.deps, { typed, code: spoken });
    expect(await readOwn(desk.deps, { typed, token })).toMatchObject({
      text: expect.stringContaining('bicycle') as string,
      answer: { publicAnswer: 'It was found and given back' },
      verdict: { asks: true },
    });
    await giveVerdict(desk.deps, { typed, token, said: 'solved' });
    expect((await desk.read(id)).state).toBe('verified');
  });

  it('is kept nowhere but as a hash', async () => {
    const { id } = await takenDown();
    const { code, ticket } = await give(id);
    expect(ticket.codeHash).toMatch(/^[0-9a-f]{64}$/);
    for (const [name, table] of Object.entries(desk.deps.db.tables)) {
      const rows = JSON.stringify(await desk.deps.db.read.select().from(table));
      expect([name, rows.includes(code)]).toEqual([name, false]);
    }
    const events = await desk.deps.events.ofStream(`ticket:${id}`);
    expect(JSON.stringify(events)).not.toContain(ticket.codeHash);
    expect(events.at(-1)).toMatchObject({ type: 'ticket.code-given', data: { renewed: false } });
  });

  it('is given anew when it was lost: the earlier one opens nothing any more, and its tries are over', async () => {
    const { id, docket } = await takenDown();
    const typed = docket ?? '';
    const first = await give(id);
    const { token } = await enterCode(desk.deps, { typed, code: first.code });
    for (let time = 0; time < 5; time += 1) await refusal(enterCode(desk.deps, { typed, code: 'ABCD2345' }));
    expect(await refusal(enterCode(desk.deps, { typed, code: first.code }))).toBe('tickets.code_locked');
    const second = await give(id);
    expect(second.code).not.toBe(first.code);
    expect(await refusal(readOwn(desk.deps, { typed, token }))).toBe('tickets.not_proved');
    expect(await refusal(enterCode(desk.deps, { typed, code: first.code }))).toBe('tickets.code_wrong');
    expect(await refusal(enterCode(desk.deps, { typed, code: second.code }))).toBeNull();
    expect((await desk.deps.events.ofStream(`ticket:${id}`)).at(-1)?.data).toMatchObject({ renewed: true });
    const stale = giveCode(desk.deps, { actor: operator, id, version: first.ticket.version });
    expect(await refusal(stale)).toBe('tickets.version_conflict');
  });

  it('is given by whoever takes pleas down and may read this one, and to nobody who wrote on a channel', async () => {
    const { id } = await takenDown();
    expect(await refusal(give(id, station))).toBe('officers.not_allowed');
    expect(await refusal(give(id, stranger))).toBe('tickets.not_found');
    expect(await actionsOf(id, operator)).toContain('code');
    const quiet = await takenDown('women-safety');
    expect(await refusal(give(quiet.id, commissioner))).toBe('tickets.words_kept');
    expect(await actionsOf(quiet.id, commissioner)).not.toContain('code');
    expect(await refusal(give(quiet.id))).toBeNull();
    const post = await desk.plea();
    await openTicket(desk.deps, { actor: operator, id: post.id, version: post.version, owner: HAZRATGANJ });
    expect(await refusal(give(post.id))).toBe('tickets.code_by_channel');
    expect(await actionsOf(post.id, operator)).not.toContain('code');
  });

  it('of a closed docket comes from outside the circle that closed it, and never from who closed it', async () => {
    const { id } = await takenDown();
    expect(await refusal(give(id, circleDesk))).toBeNull();
    await close(id);
    expect(await refusal(give(id, circleDesk))).toBe('tickets.code_of_closer');
    expect(await actionsOf(id, circleDesk)).not.toContain('code');
    expect(await refusal(give(id, commissioner))).toBeNull();
    const own = await takenDown();
    await close(own.id, commissioner);
    expect(await refusal(give(own.id, commissioner))).toBe('tickets.code_of_closer');
    expect(await refusal(give(own.id))).toBeNull();
  });
});
