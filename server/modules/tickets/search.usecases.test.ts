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

describe.each(testEngines)('filters of the list on %s', (engine) => {
  const DAY = 86_400_000;
  let desk: TicketDesk;
  let first: Ticket;
  let second: Ticket;
  const list = async (filter: Partial<Parameters<typeof listTickets>[1]>, person: Person = 'operator') =>
    (await listTickets(desk.deps, { actor: people[person], before: null, limit: 10, ...filter })).tickets.map(
      ({ id }) => id,
    );
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const { id, version } = await desk.plea();
    first = (await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ })).ticket;
    desk.clock.advance(3 * DAY);
    second = await createTicket(desk.deps, { actor: people.operator, text: 'My bag is lost', unit: 'u_up_lucknow' });
  });
  afterAll(() => desk.close());

  it('keeps to the days of receipt, whichever end is given', async () => {
    const middle = second.receivedAt - DAY;
    expect(await list({})).toEqual([second.id, first.id]);
    expect(await list({ from: middle })).toEqual([second.id]);
    expect(await list({ until: middle })).toEqual([first.id]);
    expect(await list({ from: first.receivedAt, until: second.receivedAt })).toEqual([first.id]);
    expect(await list({ from: second.receivedAt, until: second.receivedAt + 1 })).toEqual([second.id]);
    expect(await list({ from: middle, until: middle + 1 })).toEqual([]);
    expect(await list({ from: middle, channel: 'desk' })).toEqual([second.id]);
    expect(await list({ until: middle, q: 'bag' })).toEqual([]);
  });

  it('shows what is with a unit or under it, and of one out of reach nothing more than the officer sees', async () => {
    expect(await list({ unit: HAZRATGANJ })).toEqual([first.id]);
    expect(await list({ unit: 'u_up_lucknow' })).toContain(first.id);
    expect(await list({ unit: 'u_up_lucknow' }, 'station')).toEqual([first.id]);
    expect(await list({ unit: HAZRATGANJ }, 'stranger')).toEqual([]);
  });

  it('tells channels and complaints about police apart', async () => {
    expect(await list({ channel: 'desk' })).toEqual([second.id]);
    expect(await list({ channel: first.channel })).toEqual([first.id]);
    expect(await list({ aboutPolice: ['yes', 'unclear'] })).toEqual([]);
    expect(await list({ outcome: ['fir'] })).toEqual([]);
  });
});
