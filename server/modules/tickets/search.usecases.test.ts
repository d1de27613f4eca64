import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, type Person, type TicketDesk } from './desk.testing.ts';
import { createTicket } from './create.usecases.ts';
import { listTickets } from './list.usecases.ts';
import { openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

describe.each(testEngines)('the search of the desk on %s', (engine) => {
  let desk: TicketDesk;
  let plea: Ticket;
  const find = async (q: string, person: Person = 'operator') =>
    (await listTickets(desk.deps, { actor: people[person], q, before: null, limit: 10 })).tickets.map(({ id }) => id);
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const { id, version } = await desk.plea({
      text: '@lkopolice हजरतगंज में मेरा मोबाइल चोरी हुआ, @BadShop_LKO वाले ने धोखाधड़ी की complaint',
      author: 'Asha_Verma9',
    });
    plea = (await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ })).ticket;
    await createTicket(desk.deps, { actor: people.operator, text: 'My bag is lost', unit: 'u_up_lucknow', open: true });
  });
  afterAll(() => desk.close());

  it.each(['@asha_verma9', '@Asha', '@badshop_lko', 'चोरी @asha_ver'])('finds who wrote or is named: %s', async (q) => {
    expect(await find(q)).toEqual([plea.id]);
  });

  it('finds nobody by what is no handle', async () => {
    expect([await find('@chori'), await find('@'), await find('asha_verma9')]).toEqual([[], [], []]);
  });

  it('finds parts of a docket number, and the whole', async () => {
    const [code = '', day = '', counter = ''] = (plea.docket ?? '').split('-');
    expect(await find(plea.docket ?? '')).toEqual([plea.id]);
    expect(await find(`${code}-${day}`)).toHaveLength(2);
    for (const part of [counter, `${code}-${day}-${counter}`, `${day}-${counter}`])
      expect(await find(part)).toEqual([plea.id]);
  });

  it.each(['hazra', 'hazrat', 'हज', 'mobi', 'mobile cho', 'dhokhadha', 'comp', 'shika'])(
    'finds what is half typed: %s',
    async (q) => {
      expect(await find(q)).toEqual([plea.id]);
    },
  );

  it('shows nothing to one who may not see it', async () => {
    for (const q of ['@asha_verma9', 'hazra', plea.docket?.slice(0, -2) ?? ''])
      expect(await find(q, 'stranger')).toEqual([]);
  });
});
