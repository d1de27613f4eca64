import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicket } from './create.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, type TicketDesk } from './desk.testing.ts';

const BRIBE = 'Hazratganj SHO demanded a bribe of 5000 from me at the thana';

describe.each(testEngines)('a plea taken down by hand on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const take = (input: { text: string; unit?: string; category?: string; open?: boolean }) =>
    createTicket(desk.deps, { actor: people.operator, open: true, ...input });

  it('goes to the unit that was named', async () => {
    const ticket = await take({ text: 'My phone was snatched', unit: HAZRATGANJ });
    expect(ticket).toMatchObject({ owner: HAZRATGANJ, aboutPolice: 'no', accusedUnit: null });
    expect(await desk.listed('station')).toContain(ticket.id);
  });

  it('is hidden from the station that it is about and goes one level higher, by its words or by its category', async () => {
    for (const input of [{ text: BRIBE }, { text: 'He was rude', category: 'police-misconduct' }]) {
      for (const open of [true, false]) {
        const ticket = await take({ ...input, unit: HAZRATGANJ, open });
        expect(ticket.aboutPolice).not.toBe('no');
        expect(ticket.accusedUnit).toBe(HAZRATGANJ);
        expect([ticket.owner, ticket.suggested]).not.toContain(HAZRATGANJ);
        expect(await desk.listed('station')).not.toContain(ticket.id);
        if (open) expect(await desk.listed('commissioner')).toContain(ticket.id);
      }
    }
  });

  it('stays with the district that is to look into it', async () => {
    const ticket = await take({ text: BRIBE, unit: LUCKNOW });
    expect(ticket).toMatchObject({ owner: LUCKNOW, accusedUnit: null });
    expect(ticket.aboutPolice).not.toBe('no');
  });
});
