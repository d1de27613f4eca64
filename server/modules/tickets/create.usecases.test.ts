import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicket } from './create.usecases.ts';
import { readTicket } from './detail.usecases.ts';
import { transferTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from './desk.testing.ts';

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

  it('keeps who spoke, of this one plea, and says so only on the ticket', async () => {
    const contact = { name: 'Asha Verma', phone: '+91 98390 00000' };
    const input = { actor: people.operator, text: 'My scooter is gone', unit: HAZRATGANJ, open: true, contact };
    const [one, two] = [
      await createTicket(desk.deps, { ...input, via: 'telephone' }),
      await createTicket(desk.deps, input),
    ];
    expect(one.reporter).not.toBeNull();
    expect(one.reporter).not.toBe(two.reporter);
    const detail = await readTicket(desk.deps, { actor: people.station, id: one.id });
    expect(detail.ticket.reporter).toEqual({ name: contact.name, handle: contact.phone });
    expect(JSON.stringify(detail.history)).not.toContain('98390');
    expect(detail.history[0]?.data.via).toBe('telephone');
  });

  it('is refused to one who may not take pleas down', async () => {
    for (const actor of [people.station, people.admin])
      expect(await refusal(createTicket(desk.deps, { actor, text: 'x' }))).toBe('officers.not_allowed');
  });

  it('is refused for a unit of another state', async () => {
    const refused = await refusal(take({ text: 'My phone was snatched', unit: 'u_mh_pune' }));
    expect(refused).toBe('tickets.unit_outside');
    const ticket = await take({ text: 'My bag was snatched', unit: HAZRATGANJ, open: false });
    const act = { actor: people.operator, id: ticket.id, version: ticket.version };
    expect(await refusal(openTicket(desk.deps, { ...act, owner: 'u_mh_pune' }))).toBe('tickets.unit_outside');
    expect(await refusal(correctTicket(desk.deps, { ...act, district: 'u_mh_pune' }))).toBe('tickets.unit_outside');
    const opened = await openTicket(desk.deps, act);
    const to = { ...act, version: opened.ticket.version, to: 'u_mh_pune', reason: 'Theirs' };
    expect(await refusal(transferTicket(desk.deps, to))).toBe('tickets.unit_outside');
  });

  it('stays with the district that is to look into it', async () => {
    const ticket = await take({ text: BRIBE, unit: LUCKNOW });
    expect(ticket).toMatchObject({ owner: LUCKNOW, accusedUnit: null });
    expect(ticket.aboutPolice).not.toBe('no');
  });
});
