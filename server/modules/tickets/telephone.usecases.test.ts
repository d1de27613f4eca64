import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { readBoard } from './board.usecases.ts';
import { createTicket } from './create.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { bounceTicket } from './offer.usecases.ts';

const { operator, station, stranger, commissioner, chief } = people;
const NUMBER = '+91 98390 00000';

describe.each(testEngines)('what a card and a docket tell on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const take = (category: string, phone = NUMBER) =>
    createTicket(desk.deps, {
      ...{ actor: operator, text: 'My scooter is gone', unit: HAZRATGANJ, open: true, category },
      contact: { name: 'Asha Verma', phone },
    });
  async function card(actor: Actor, id: string) {
    for (const tab of ['now', 'today', 'later'] as const) {
      const { tickets } = await readBoard(desk.deps, { actor, tab, limit: 100 });
      const found = tickets.find((row) => row.id === id);
      if (found) return found;
    }
    return null;
  }
  const page = (actor: Actor, id: string) => readTicket(desk.deps, { actor, id });

  it('the number that the citizen left is told to whoever may know whose it is, and to nobody else', async () => {
    const plain = await take('theft');
    for (const actor of [station, commissioner]) {
      expect((await page(actor, plain.id)).ticket.telephone).toBe(NUMBER);
      expect(await card(actor, plain.id)).toMatchObject({ telephone: NUMBER });
    }
    // Of a protected matter the unit that has it is told, and nobody above.
    const shut = await take('women-safety');
    expect((await page(station, shut.id)).ticket.telephone).toBe(NUMBER);
    for (const actor of [commissioner, chief]) {
      expect((await page(actor, shut.id)).ticket.telephone).toBeNull();
      expect(await card(actor, shut.id)).toMatchObject({ telephone: null });
      expect(JSON.stringify([await page(actor, shut.id), await card(actor, shut.id)])).not.toContain('98390');
    }
  });

  it('a handle is no number', async () => {
    const { id } = await desk.plea();
    expect((await page(operator, id)).ticket.telephone).toBeNull();
    const named = await take('theft', 'asha_verma');
    expect((await page(station, named.id)).ticket.telephone).toBeNull();
  });

  it('a docket that is offered says so, from whom and to whom', async () => {
    const { id } = await take('theft');
    expect(await card(station, id)).toMatchObject({ offer: null });
    const { version } = await desk.read(id);
    await bounceTicket(desk.deps, { actor: station, id, version, to: GOMTI_NAGAR, reason: 'Across the river' });
    const between = { from: { id: HAZRATGANJ }, to: { id: GOMTI_NAGAR } };
    // It is no card of theirs before they accept it.
    expect(await card(stranger, id)).toBeNull();
    for (const actor of [station, commissioner]) expect(await card(actor, id)).toMatchObject({ offer: between });
  });

  it('the line in the place of protected words is in the language of whoever reads it', async () => {
    const { id } = await take('women-safety');
    const read = async (locale: 'en' | 'hi' | 'mr') => {
      const actor = { ...commissioner, locale };
      const { isMasked, ticket } = await page(actor, id);
      expect(isMasked).toBe(true);
      expect((await card(actor, id))?.headline).toBe(ticket.headline);
      return ticket.headline;
    };
    const [en, hi, mr] = [await read('en'), await read('hi'), await read('mr')];
    expect(en).toMatch(/^Protected matter/);
    expect(hi).toMatch(/^संरक्षित मामला/);
    expect(mr).toMatch(/^संरक्षित प्रकरण/);
  });
});
