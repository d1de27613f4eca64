import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { dayOf, readDay, writeDay } from './bucket.rules.ts';
import { keepStatistics, KEPT, readStatistics, weeksBefore } from './public.usecases.ts';
import { foldAll } from './rollups.testing.ts';

const WEEK = 7 * 24 * 60 * 60_000;

it('tells of whole weeks that are over', () => {
  const spans = ['2026-11-23', '2026-11-27', '2026-11-29'].map((day) => weeksBefore(readDay(day)));
  for (const span of spans) expect(span).toEqual({ from: readDay('2026-08-24'), to: readDay('2026-11-22') });
  expect(writeDay(weeksBefore(readDay('2026-11-30')).to)).toBe('2026-11-29');
});

describe.each(testEngines)('what everybody may know on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterEach(() => desk.close());

  const open = async (category: string) => {
    const { id, version } = await desk.plea();
    await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ, category });
  };
  const deps = () => ({ ...desk.deps, directory: desk.directory });
  const lucknow = async () => (await readStatistics(deps())).districts.find(({ id }) => id === LUCKNOW);

  it('counts no protected matter and nothing that is too few, and is kept for a quarter of an hour', async () => {
    for (const category of ['theft', 'theft', 'theft', 'theft', 'women-safety']) await open(category);
    await foldAll(desk.deps);
    const read = keepStatistics(deps());
    const today = await read();
    expect(dayOf(desk.clock.now())).toBeGreaterThan(readDay(today.to));
    desk.clock.advance(WEEK);
    expect(await lucknow()).toMatchObject({ received: null, opened: null });
    await open('theft');
    await open('theft');
    await open('theft');
    await foldAll(desk.deps);
    desk.clock.advance(WEEK);
    const told = await lucknow();
    // Each stands with its own force.
    const { districts } = await readStatistics(deps());
    expect(told?.force).toMatchObject({ id: 'u_up' });
    const forces = new Map(districts.map(({ id, force }) => [id, force?.id]));
    expect(forces.get('u_mh_pune')).toBe('u_mh');
    expect([...forces].filter(([id]) => id.startsWith('u_up_')).every(([, force]) => force === 'u_up')).toBe(true);
    expect([told?.received, told?.opened]).toEqual([7, 7]);
    const first = read();
    expect(await first).not.toBe(today);
    expect(read()).toBe(first);
    desk.clock.advance(KEPT);
    expect(read()).not.toBe(first);
  });

  it('tells the same of a week ever after, whatever is corrected, and nothing by the difference of two weeks', async () => {
    for (let n = 0; n < 7; n += 1) await open('theft');
    await foldAll(desk.deps);
    desk.clock.advance(WEEK);
    const first = await readStatistics(deps());
    expect((await lucknow())?.received).toBe(7);
    // One of them turns out to be another matter: nobody can tell by asking again.
    const [ticket] = await desk.deps.db.read.select().from(desk.deps.db.tables.ticket);
    const { id = '', version = 0 } = ticket ?? {};
    await correctTicket(desk.deps, { actor: people.operator, id, version, category: 'women-safety' });
    await foldAll(desk.deps);
    expect(await readStatistics(deps())).toEqual(first);
    // One more in the next week would show by the difference: the count waits until more have come together.
    await open('theft');
    await foldAll(desk.deps);
    desk.clock.advance(WEEK);
    const next = await lucknow();
    expect([next?.received, next?.opened]).toEqual([null, null]);
    for (let n = 0; n < 5; n += 1) await open('theft');
    await foldAll(desk.deps);
    desk.clock.advance(WEEK);
    expect((await lucknow())?.received).toBe(12);
  });

  it('waits with a week until everything of it is in the figures', async () => {
    for (let n = 0; n < 7; n += 1) await open('theft');
    desk.clock.advance(WEEK);
    expect(await readStatistics(deps())).toMatchObject({ districts: [], all: { received: null } });
    await foldAll(desk.deps);
    expect((await lucknow())?.received).toBe(7);
  });
});
