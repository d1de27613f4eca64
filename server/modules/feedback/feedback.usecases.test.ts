import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { WOMEN_CELL } from '../audits/audits.rules.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { createTicket } from '../tickets/create.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { closeTicket } from '../tickets/station.usecases.ts';
import { readVerdict } from '../tickets/verdict.usecases.ts';
import { fillFeedback } from './fill.usecases.ts';
import type { Result } from './feedback.rules.ts';
import { listFeedback, noteFeedback, takeFeedback } from './feedback.usecases.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const { operator, station, commissioner, stranger } = people;
const district = createActor({ unit: LUCKNOW, role: 'operator', officer: 'off_district' });
const circleDesk = createActor({ unit: 'u_up_lucknow_c_hazratganj', role: 'operator', officer: 'off_circle' });
const cellBase = createActor({ unit: LUCKNOW, role: 'operator', officer: 'off_cell' });
const cell = { ...cellBase, posts: cellBase.posts.map((post) => ({ ...post, rank: WOMEN_CELL })) };

describe.each(testEngines)('calls about closings on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const titles = { titleEn: 'SHO', titleHi: 'थानाध्यक्ष', titleMr: null };
    const office = { id: station.posts[0]?.position ?? '', unit: HAZRATGANJ, rank: 'sho', role: 'station', head: true };
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.position, [{ ...office, ...titles, validFrom: 0, validTo: null, version: 1 }], {
        onConflict: 'ignore',
      }),
    );
  }, 120_000);
  afterAll(() => desk.close());

  async function closed({ category = 'theft', phone = '+91 98390 12345', wait = 4 * DAY } = {}) {
    count += 1;
    desk.clock.advance(HOUR);
    const text = `The bicycle number ${count * 7919} was taken from the gate of the school`;
    const taken = { actor: operator, text, unit: HAZRATGANJ, open: true, category, contact: { name: 'Asha', phone } };
    const ticket = await createTicket(desk.deps, taken);
    desk.clock.advance(HOUR);
    await closeTicket(desk.deps, {
      ...{ actor: station, id: ticket.id, version: ticket.version, outcome: 'settled', details: {}, attachments: [] },
      ...{
        internalText: `The shopkeeper number ${count} was heard twice`,
        publicAnswer: 'It was found and given back',
      },
    });
    desk.clock.advance(wait);
    await Promise.all([1, 2].map(() => fillFeedback(desk.deps, { limit: 50 })));
    return ticket;
  }
  const calls = async (actor = district) => (await listFeedback(desk.deps, actor)).calls;
  const callOf = async (docket: string | null, actor = district) =>
    (await calls(actor)).find((one) => one.docket === docket);
  const take = async (docket: string | null, actor = district) => {
    const call = await callOf(docket, actor);
    return takeFeedback(desk.deps, { actor, id: call?.id ?? '', version: call?.version ?? 0 });
  };
  const note = async (
    docket: string | null,
    { result, actor = district }: { result: Result; actor?: typeof district },
  ) => {
    const call = await callOf(docket, actor);
    const input = { result, version: call?.version ?? 0 };
    return noteFeedback(desk.deps, { actor, id: call?.id ?? '', input });
  };

  it('wait for a desk outside the circle, and show the number to whoever takes one', async () => {
    const { docket, id } = await closed();
    expect(await callOf(docket)).toMatchObject({ tries: 0, phone: null });
    expect(await callOf(docket, operator)).toBeDefined();
    for (const actor of [station, circleDesk, commissioner, stranger])
      expect(await callOf(docket, actor)).toBeUndefined();
    expect(JSON.stringify(await calls())).not.toContain('98390');
    const call = await callOf(docket);
    const both = [district, operator].map((actor) =>
      refusal(takeFeedback(desk.deps, { actor, id: call?.id ?? '', version: call?.version ?? 0 })),
    );
    expect((await Promise.all(both)).sort()).toEqual([null, 'feedback.taken'].sort());
    const seen = [await callOf(docket, district), await callOf(docket, operator)].filter((one) => one !== undefined);
    expect(seen).toMatchObject([{ phone: '+91 98390 12345' }]);
    const events = await desk.deps.events.ofStream(`ticket:${id}`);
    expect(events.map(({ type }) => type)).toContain('ticket.feedback-taken');
    expect(JSON.stringify(events)).not.toContain('98390');
    // Who is silent for a quarter of an hour leaves it to another.
    desk.clock.advance(16 * 60_000);
    expect(await callOf(docket, district)).toMatchObject({ phone: null });
    expect(await callOf(docket, operator)).toMatchObject({ phone: null });
  });

  it('count as the verdict by telephone, once', async () => {
    const solved = await closed();
    expect(await refusal(note(solved.docket, { result: 'solved' }))).toBe('feedback.taken');
    await take(solved.docket);
    await note(solved.docket, { result: 'solved' });
    expect((await desk.read(solved.id)).state).toBe('verified');
    expect(await readVerdict(desk.deps.db.read, solved.id)).toMatchObject({ said: 'solved', way: 'phone' });
    expect(await callOf(solved.docket)).toBeUndefined();
    const not = await closed();
    await take(not.docket);
    await note(not.docket, { result: 'not-solved' });
    expect((await desk.read(not.id)).state).toBe('open');
    const refused = await closed();
    await take(refused.docket);
    await note(refused.docket, { result: 'refused' });
    expect(await callOf(refused.docket)).toBeUndefined();
    expect((await desk.read(refused.id)).state).toBe('closed');
  });

  it('are tried three times, hours apart', async () => {
    const { docket } = await closed();
    for (let time = 0; time < 3; time += 1) {
      await take(docket);
      await note(docket, { result: 'not-reached' });
      expect(await callOf(docket)).toBeUndefined();
      desk.clock.advance(5 * HOUR);
    }
    expect(await callOf(docket)).toBeUndefined();
  });

  it('are none too early, without a number, or of a protected matter but for a women’s cell', async () => {
    expect(await callOf((await closed({ wait: 2 * DAY })).docket)).toBeUndefined();
    expect(await callOf((await closed({ phone: '@nobody' })).docket)).toBeUndefined();
    const { docket } = await closed({ category: 'women-safety' });
    for (const actor of [district, operator]) expect(await callOf(docket, actor)).toBeUndefined();
    expect(await callOf(docket, cell)).toMatchObject({ protected: true, category: null });
  });

  it('leave the list when nobody may ask any more, and are counted with those who were never reached', async () => {
    const before = (await listFeedback(desk.deps, district)).unreached;
    const { docket } = await closed({ wait: 29 * DAY });
    const call = await callOf(docket);
    expect(call).toBeDefined();
    desk.clock.advance(2 * DAY);
    expect(await callOf(docket)).toBeUndefined();
    await fillFeedback(desk.deps, { limit: 50 });
    expect(await refusal(takeFeedback(desk.deps, { actor: district, id: call?.id ?? '', version: 1 }))).toBe(
      'feedback.not_found',
    );
    const after = await listFeedback(desk.deps, district);
    expect(after.unreached).toBeGreaterThan(before);
    expect((await listFeedback(desk.deps, stranger)).unreached).toBe(0);
  });
});
