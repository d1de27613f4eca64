import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { UNDO_WINDOW } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, people, refusal, type TicketDesk } from './desk.testing.ts';
import { countTickets, listTickets } from './list.usecases.ts';
import { wilsonUpper } from './skim.rules.ts';
import { readRecall, readSkim, skim, unskim } from './skim.usecases.ts';
import { findById } from './tickets.repository.ts';
import { openTicket } from './triage.usecases.ts';

const NOISE = [
  'बहुत बढ़िया काम @Uppolice सलाम आपको, धन्यवाद',
  'Great work by the team @Uppolice, thank you so much, salute',
  'Follow me for free recharge offers, click here https://t.co/abc @Uppolice',
];

describe.each(testEngines)('the skim wall on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
    await desk.take(NOISE.map((text, at) => ({ id: `n${at}`, text, author: `a${at}`, kind: 'mention' })));
  });
  afterEach(() => desk.close());

  const wall = async (actor = people.operator) =>
    (await readSkim(desk.deps, { actor, before: null, limit: 30 })).posts.map(({ ticket, text, handle }) => ({
      id: ticket.id,
      version: ticket.version,
      text,
      handle,
    }));
  const ticketOf = async (id: string) => {
    const ticket = await findById(desk.deps.db.read, id);
    if (!ticket) throw new Error(`there is no ticket ${id}`);
    return ticket;
  };
  const states = async () =>
    (await listTickets(desk.deps, { actor: people.operator, states: ['not_for_us'], before: null, limit: 50 })).tickets;

  it('shows what the stages set aside, whole, and counts it among what is not for us', async () => {
    const posts = await wall();
    expect(posts.map(({ text }) => text).sort()).toEqual([...NOISE].sort());
    expect(posts.map(({ handle }) => handle)).toContain('@a0');
    expect(await states()).toHaveLength(NOISE.length);
    const counts = await countTickets(desk.deps, people.operator);
    expect([counts.filtered?.n, counts.not_for_us?.n]).toEqual([NOISE.length, NOISE.length]);
    const elsewhere = createActor({ unit: GOMTI_NAGAR, role: 'operator' });
    expect(await wall(elsewhere)).toEqual([]);
    expect(await refusal(readSkim(desk.deps, { actor: people.station, before: null, limit: 9 }))).toBe(
      'officers.not_allowed',
    );
  });

  it('takes a look at all of them by one key, plucks one, and tells how many were overlooked', async () => {
    const posts = await wall();
    const [first, ...others] = posts;
    if (!first) throw new Error('nothing was filtered');
    const looked = posts.map(({ id }) => id);
    const answer = await skim(desk.deps, { actor: people.operator, looked, plucked: [first] });
    expect(answer.plucked).toEqual([first.id]);
    expect([...answer.looked].sort()).toEqual(others.map(({ id }) => id).sort());
    expect(await wall()).toEqual([]);
    expect((await states()).map(({ id }) => id).sort()).toEqual(others.map(({ id }) => id).sort());
    const plucked = await ticketOf(first.id);
    expect(plucked).toMatchObject({ state: 'received', reason: null });
    expect(plucked.dueAt).toBeGreaterThan(desk.clock.now());
    // It counts as overlooked once a person has acted on it.
    expect((await readRecall(desk.deps, people.operator)).all).toMatchObject({ looked: others.length, plucked: 0 });
    await openTicket(desk.deps, { actor: people.operator, id: plucked.id, version: plucked.version });
    const recall = await readRecall(desk.deps, people.operator);
    expect(recall.all).toMatchObject({ looked: NOISE.length, plucked: 1, recall: 0 });
    expect(recall.reasons.reduce((sum, one) => sum + one.looked, 0)).toBe(NOISE.length);
    expect((await readRecall(desk.deps, people.chief).catch(() => null))?.all.looked ?? 0).toBe(0);
  });

  it('takes it back within ten seconds, exactly, by the officer who looked alone', async () => {
    const posts = await wall();
    const [first] = posts;
    if (!first) throw new Error('nothing was filtered');
    const before = await ticketOf(first.id);
    const ids = posts.map(({ id }) => id);
    await skim(desk.deps, { actor: people.operator, looked: ids, plucked: [first] });
    expect((await unskim(desk.deps, { actor: { ...people.operator, officer: 'off_other' }, ids })).back).toEqual([]);
    expect([...(await unskim(desk.deps, { actor: people.operator, ids })).back].sort()).toEqual([...ids].sort());
    expect((await wall()).map(({ id }) => id).sort()).toEqual([...ids].sort());
    const { version: _, updatedAt: __, ...after } = await ticketOf(first.id);
    const { version: ___, updatedAt: ____, ...was } = before;
    expect(after).toEqual(was);
    expect((await readRecall(desk.deps, people.operator)).all.looked).toBe(0);
    await skim(desk.deps, { actor: people.operator, looked: ids, plucked: [] });
    desk.clock.advance(UNDO_WINDOW + 1);
    expect((await unskim(desk.deps, { actor: people.operator, ids })).back).toEqual([]);
  });

  it('leaves what another officer has done meanwhile, and a pluck beats a confirmation', async () => {
    const posts = await wall();
    const ids = posts.map(({ id }) => id);
    await skim(desk.deps, { actor: people.operator, looked: ids, plucked: [] });
    const again = await skim(desk.deps, { actor: people.operator, looked: ids, plucked: posts.slice(0, 1) });
    expect(again).toMatchObject({ looked: [], plucked: ids.slice(0, 1) });
    const late = await skim(desk.deps, { actor: people.operator, looked: ids, plucked: posts.slice(0, 1) });
    expect(late).toMatchObject({ looked: [], plucked: [] });
  });
});

it('bounds a share from above', () => {
  expect(wilsonUpper(0, 0)).toBeNull();
  expect(wilsonUpper(0, 300)).toBeCloseTo(0.009, 3);
  expect(wilsonUpper(3, 1000)).toBeGreaterThan(0.003);
  expect(wilsonUpper(3, 1000)).toBeLessThan(0.008);
});
