import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from '../tickets/desk.testing.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
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
    const forces = new Map(districts.map(({ id, force }) => [id, force.id]));
    expect(forces.get('u_mh_pune')).toBe('u_mh');
    expect([...forces].filter(([id]) => id.startsWith('u_up_')).every(([, force]) => force === 'u_up')).toBe(true);
    expect([told?.received, told?.opened]).toEqual([7, 7]);
    const first = read();
    expect(await first).not.toBe(today);
    expect(read()).toBe(first);
    desk.clock.advance(KEPT);
    expect(read()).not.toBe(first);
  });
});
