import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { exportBoard } from './export.usecases.ts';
import { exportQuery } from './reports.schemas.ts';

describe.each(testEngines)('taking a board away on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterEach(() => desk.close());

  const { operator, station, commissioner } = people;
  const take = (actor: Actor, query: object) =>
    exportBoard(
      { ...desk.deps, tree: desk.directory },
      { actor, query: exportQuery.parse({ format: 'csv', ...query }), format: 'csv', locale: 'en' },
    );
  const linesOf = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('utf8').trim().split('\r\n');
  const recorded = async (unit: string) =>
    (await desk.deps.events.ofStream(`unit:${unit}`)).filter(({ type }) => type === 'report.exported');

  it('hands out what the board shows this officer, and records who took how much', async () => {
    const plea = await desk.plea();
    const { ticket } = await openTicket(desk.deps, {
      ...{ actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category: 'theft' },
    });
    const before = linesOf((await take(station, { unit: HAZRATGANJ })).bytes);
    expect(before.at(-1)).toMatch(/^Hazratganj,1,0,1,0,/);
    // What complains of the station is no longer in the station's file, and still in that of whoever stands above.
    await correctTicket(desk.deps, {
      ...{ actor: operator, id: ticket.id, version: ticket.version, aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    expect(linesOf((await take(station, { unit: HAZRATGANJ })).bytes).at(-1)).toMatch(/^Hazratganj,0,0,0,0,/);
    const whole = await take(commissioner, { unit: LUCKNOW, from: '2026-01-01', to: '2026-12-31' });
    expect(linesOf(whole.bytes).at(-1)?.split(',')[1]).toBe('1');
    const [event] = await recorded(LUCKNOW);
    expect(event?.actor).toContain(commissioner.officer);
    expect(event?.data).toEqual({
      ...{ format: 'csv', from: '2026-01-01', to: '2026-12-31', level: 'children' },
      rows: linesOf(whole.bytes).length - 1,
    });
    expect(await recorded(HAZRATGANJ)).toHaveLength(2);
  });

  it('refuses the wrong officer, and records nothing', async () => {
    expect(await refusal(take(station, { unit: LUCKNOW }))).toBe('tickets.not_found');
    expect(await recorded(LUCKNOW)).toEqual([]);
  });
});
