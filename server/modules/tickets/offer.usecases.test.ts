import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { midnightBefore } from '../../platform/clock/kolkata.ts';
import { readBoard } from './board.usecases.ts';
import { readDueToday } from './due-today.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { clocksOf } from './clocks.repository.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { acceptOffer, bounceTicket, listOffers, returnOffer, withdrawOffer } from './offer.usecases.ts';
import { takeUpTicket, transferTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const { operator, station, stranger, commissioner } = people;
const WHY = { reason: 'It happened across the river' };
const third = createActor({ unit: 'u_up_lucknow_alambagh', role: 'station' });

describe.each(testEngines)('offers on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());

  async function opened(urgency: 'normal' | 'urgent' = 'normal') {
    desk.clock.advance(60_000);
    const plea = await desk.plea();
    desk.clock.advance(1000);
    const input = { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, urgency };
    return (await openTicket(desk.deps, input)).ticket.id;
  }
  const at = async (id: string, actor = station) => {
    desk.clock.advance(1000);
    return { id, actor, version: (await desk.read(id)).version };
  };
  const offer = async (id: string, actor = station, to = GOMTI_NAGAR) =>
    bounceTicket(desk.deps, { ...(await at(id, actor)), to, ...WHY });
  const offered = async (actor = stranger) =>
    (await listOffers(desk.deps, actor)).offers.map(({ ticket }) => ticket.id);
  const detail = (id: string, actor = station) =>
    readTicket({ ...desk.deps, offices: { office: () => null } }, { actor, id });

  it('stay with whoever offers, clocks and all, until the other accepts', async () => {
    const id = await opened();
    expect((await detail(id)).actions).toContain('bounce');
    expect((await detail(id)).actions).not.toContain('transfer');
    expect(await refusal(transferTicket(desk.deps, { ...(await at(id)), to: GOMTI_NAGAR, ...WHY }))).toBe(
      'tickets.transfer_by_offer',
    );
    expect(await refusal(detail(id, stranger))).toBe('tickets.not_found');
    const before = await clocksOf(desk.deps.db.read, id);
    expect(await refusal(offer(id, stranger))).toBe('tickets.not_found');
    await offer(id);
    expect(await desk.read(id)).toMatchObject({ owner: HAZRATGANJ, offered: GOMTI_NAGAR, state: 'open' });
    expect(await offered()).toContain(id);
    expect(await offered(third)).not.toContain(id);
    expect((await listOffers(desk.deps, stranger)).offers.at(-1)).toMatchObject({ why: WHY.reason });
    expect((await detail(id, stranger)).actions).toEqual(expect.arrayContaining(['accept-offer', 'return-offer']));
    expect((await detail(id, stranger)).actions).not.toContain('withdraw-offer');
    expect(await refusal(takeUpTicket(desk.deps, await at(id, stranger)))).toBe('officers.not_allowed');
    expect((await detail(id, stranger)).actions).not.toContain('take-up');
    expect(await refusal(offer(id))).toBe('tickets.offer_open');
    expect(await refusal(acceptOffer(desk.deps, await at(id)))).toBe('officers.not_allowed');
    expect(await refusal(withdrawOffer(desk.deps, await at(id, stranger)))).toBe('officers.not_allowed');
    const target = await at(id, stranger);
    const both = await Promise.all([1, 2].map(() => refusal(acceptOffer(desk.deps, target))));
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(await desk.read(id)).toMatchObject({ owner: GOMTI_NAGAR, offered: null });
    expect(await clocksOf(desk.deps.db.read, id)).toEqual(before);
    expect(await refusal(detail(id))).toBe('tickets.not_found');
    const { version } = await desk.read(id);
    await undoLast(desk.deps, { actor: stranger, id, version });
    expect(await desk.read(id)).toMatchObject({ owner: HAZRATGANJ, offered: GOMTI_NAGAR });
    expect(await offered()).toContain(id);
  });

  it('count on the board and in what is due with whoever offers, until the other accepts', async () => {
    const id = await opened();
    const { dueAt } = await desk.read(id);
    desk.clock.advance(midnightBefore(dueAt ?? 0) + 1000 - desk.clock.now());
    const shown = async (actor: typeof station) => {
      const { counts, tickets } = await readBoard(desk.deps, { actor, limit: 100, tab: 'now' });
      const all = await readBoard(desk.deps, { actor, limit: 100, tab: 'today' });
      const rows = [...tickets, ...all.tickets].map((one) => one.id);
      const due = (await readDueToday(desk.deps, actor)).due.map(({ ticket }) => ticket.id);
      return { n: counts.now.n + counts.today.n, on: rows.includes(id), due: due.includes(id) };
    };
    const [mine, theirs] = [await shown(station), await shown(stranger)];
    await offer(id);
    expect(await shown(station)).toEqual(mine);
    expect(await shown(stranger)).toEqual(theirs);
    expect(await offered()).toContain(id);
    // A senior above both has it once, as before.
    expect(await shown(commissioner)).toMatchObject({ on: true });
    await acceptOffer(desk.deps, await at(id, stranger));
    expect(await shown(stranger)).toMatchObject({ n: theirs.n + 1, on: true });
    expect(await shown(station)).toMatchObject({ n: mine.n - 1, on: false });
  });

  it('end with the correction that ends their reason, and come back with it', async () => {
    const id = await opened();
    await offer(id);
    expect(await offered()).toContain(id);
    const done = await correctTicket(desk.deps, {
      ...(await at(id, operator)),
      aboutPolice: 'yes',
      accusedUnit: HAZRATGANJ,
    });
    expect(done.ticket).toMatchObject({ accusedUnit: HAZRATGANJ, offered: null });
    expect(await offered()).not.toContain(id);
    expect(await refusal(detail(id, stranger))).toBe('tickets.not_found');
    await undoLast(desk.deps, { actor: operator, id, version: done.ticket.version });
    expect(await desk.read(id)).toMatchObject({ owner: HAZRATGANJ, offered: GOMTI_NAGAR });
    expect(await offered()).toContain(id);
    const urgent = await correctTicket(desk.deps, { ...(await at(id, operator)), urgency: 'urgent' });
    expect(urgent.ticket.offered).toBeNull();
    expect(await offered()).not.toContain(id);
  });

  it('are given back or withdrawn, each to be taken back', async () => {
    const id = await opened();
    const made = await offer(id);
    await undoLast(desk.deps, { actor: station, id, version: made.ticket.version });
    expect(await offered()).not.toContain(id);
    expect(await refusal(detail(id, stranger))).toBe('tickets.not_found');
    await offer(id);
    const back = await returnOffer(desk.deps, { ...(await at(id, stranger)), reason: 'Ours ends at the bridge' });
    expect(await refusal(detail(id, stranger))).toBe('tickets.not_found');
    await undoLast(desk.deps, { actor: stranger, id, version: back.ticket.version });
    expect(await offered()).toContain(id);
    await withdrawOffer(desk.deps, await at(id));
    expect(await offered()).not.toContain(id);
    expect(await desk.read(id)).toMatchObject({ owner: HAZRATGANJ, offered: null });
    expect(await refusal(withdrawOffer(desk.deps, await at(id)))).toBe('tickets.offer_none');
    const types = (await desk.deps.events.ofStream(`ticket:${id}`)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['ticket.offered', 'ticket.offer-returned', 'ticket.offer-withdrawn']),
    );
  });

  it('go one rank up the third time', async () => {
    const id = await opened();
    for (let time = 0; time < 2; time += 1) {
      await offer(id);
      await returnOffer(desk.deps, { ...(await at(id, stranger)), reason: 'Not ours either' });
    }
    const up = desk.deps.tree.byId(HAZRATGANJ)?.parent;
    await offer(id);
    expect(await desk.read(id)).toMatchObject({ owner: up, offered: null });
    expect(await offered()).not.toContain(id);
  });

  it('are none for what is urgent: it is acted on, then transferred', async () => {
    const id = await opened('urgent');
    expect(await refusal(offer(id))).toBe('tickets.bounce_urgent');
    const transfer = async () => transferTicket(desk.deps, { ...(await at(id)), to: GOMTI_NAGAR, ...WHY });
    expect(await refusal(transfer())).toBe('tickets.act_first');
    await takeUpTicket(desk.deps, await at(id));
    await transfer();
    expect(await desk.read(id)).toMatchObject({ owner: GOMTI_NAGAR });
  });

  it('reach no unit that is complained of, and end when a senior sends the docket elsewhere', async () => {
    const id = await opened();
    const about = { aboutPolice: 'yes' as const, accusedUnit: GOMTI_NAGAR };
    await correctTicket(desk.deps, { ...(await at(id, operator)), ...about });
    expect(await refusal(offer(id))).toBe('tickets.offer_unfit');
    expect(await refusal(detail(id, stranger))).toBe('tickets.not_found');
    const other = await opened();
    await offer(other);
    await transferTicket(desk.deps, { ...(await at(other, commissioner)), to: third.posts[0]?.unit ?? '', ...WHY });
    expect(await desk.read(other)).toMatchObject({ offered: null });
    expect(await offered()).not.toContain(other);
  });
});
