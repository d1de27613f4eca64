import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createActor } from '../inbound/inbound.testing.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { holdTicket, LEASE, listHolders, releaseTicket } from './lease.usecases.ts';
import { notesOf } from './notes.repository.ts';
import { openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { claimNext } from './waiting.usecases.ts';

const colleague = { ...people.operator, officer: 'off_colleague' };
const ROUNDS = process.env.PUKAAR_FULL === '1' ? 1000 : 40;

describe.each(testEngines)('leases on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  // Nobody holds anything when the next one begins.
  afterEach(() => desk.clock.advance(LEASE + 1));
  afterAll(() => desk.close());

  const hold = (id: string, actor = people.operator, reason?: string) => holdTicket(desk.deps, { actor, id, reason });

  it('one who comes second is told who was first, until that page has fallen silent', async () => {
    const { id } = await desk.plea();
    expect(await hold(id)).toMatchObject({ ticket: id, isOwn: true });
    desk.clock.advance(LEASE - 1);
    expect(await hold(id, colleague)).toMatchObject({ isOwn: false, since: desk.clock.now() - LEASE + 1 });
    expect(await hold(id)).toMatchObject({ isOwn: true, since: desk.clock.now() - LEASE + 1 });
    desk.clock.advance(LEASE);
    expect(await hold(id, colleague)).toMatchObject({ isOwn: true, since: desk.clock.now() });
    // The other has lost it: only its holder gives it back.
    await releaseTicket(desk.deps, { actor: people.operator, id });
    expect(await hold(id)).toMatchObject({ isOwn: false });
    await releaseTicket(desk.deps, { actor: colleague, id });
    expect(await hold(id)).toMatchObject({ isOwn: true });
  });

  it(`of two at one moment one holds it, ${ROUNDS} times`, async () => {
    const { id } = await desk.plea();
    for (let round = 0; round < ROUNDS; round += 1) {
      const both = await Promise.all([hold(id), hold(id, colleague)]);
      expect(both.filter(({ isOwn }) => isOwn)).toHaveLength(1);
      desk.clock.advance(LEASE + 1);
    }
  });

  it('is taken over with a reason, which stays on the ticket; of two who do so one has it', async () => {
    const { id } = await desk.plea();
    await hold(id);
    expect(await hold(id, colleague, 'Shift is over')).toMatchObject({ isOwn: true });
    expect(await hold(id)).toMatchObject({ isOwn: false });
    const [event] = (await desk.deps.events.ofStream(`ticket:${id}`)).filter(
      ({ type }) => type === 'ticket.taken-over',
    );
    const [note] = await notesOf(desk.deps.db.read, id);
    expect([event?.data, note?.text]).toEqual([{ from: people.operator.officer, note: note?.id }, 'Shift is over']);
    expect(JSON.stringify(event)).not.toContain('Shift is over');
    // A reason where nobody is in the way is not needed, and not recorded.
    desk.clock.advance(LEASE + 1);
    await hold(id, people.operator, 'Nobody is here');
    expect(await notesOf(desk.deps.db.read, id)).toHaveLength(1);
  });

  it('is for those who see the ticket, and told to them alone', async () => {
    const plea = await desk.plea();
    const { ticket } = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    expect(await refusal(hold(ticket.id, people.stranger))).toBe('tickets.not_found');
    expect(await refusal(hold(ticket.id, people.admin))).toBe('tickets.not_found');
    await hold(ticket.id, people.station);
    const told = async (actor: typeof people.operator) =>
      (await listHolders(desk.deps, actor)).map(({ isOwn }) => isOwn);
    expect([await told(people.station), await told(people.chief), await told(people.stranger)]).toEqual([
      [true],
      [false],
      [],
    ]);
    desk.clock.advance(LEASE + 1);
    expect(await told(people.station)).toEqual([]);
  });

  it('the next in turn is danger, then the oldest, and two who ask at once get two', async () => {
    for (let left = await next(); left; left = await next()) await openIt(left);
    const old = await desk.plea();
    const newer = await desk.plea();
    const danger = await desk.plea({ text: 'हजरतगंज में मेरे पति मुझे चाकू लेकर मार रहे हैं, अभी बचाइए, दरवाजा तोड़ रहे हैं' });
    expect(danger.urgency).toBe('life-risk');
    const both = await Promise.all([next(), next(colleague)]);
    expect(new Set(both.map((one) => one?.id))).toEqual(new Set([danger.id, old.id]));
    // Held by both of them: the third goes to whoever asks first, and what one passes over is left to the other.
    const mine = both[0]?.id ?? '';
    expect((await next(people.operator, [mine]))?.id).toBe(newer.id);
    expect(await next(colleague, [both[1]?.id ?? ''])).toBeNull();
    desk.clock.advance(LEASE + 1);
    expect((await next(colleague))?.id).toBe(danger.id);
    expect(await refusal(claimNext(desk.deps, { actor: people.station, skip: [] }))).toBe('officers.not_allowed');
    expect(
      await claimNext(desk.deps, { actor: createActor({ unit: 'u_up_jaunpur', role: 'operator' }), skip: [] }),
    ).toBeNull();
  });

  it('offers what the officer reads before the rest', async () => {
    for (let left = await next(); left; left = await next()) await openIt(left);
    const hindi = await desk.plea();
    const english = await desk.plea({
      text: 'My motorcycle was stolen near Hazratganj crossing last night, please register my complaint, black Pulsar',
    });
    expect([hindi.language, english.language]).toEqual(['hi', 'en']);
    const { officer } = desk.deps.db.tables;
    const row = { name: 'O', email: 'o@example.org', emailVerified: false, username: 'o', createdAt: 1, updatedAt: 1 };
    await desk.deps.db.write((tx) => tx.insertRows(officer, [{ ...row, id: colleague.officer, languages: 'en' }]));
    expect((await next(colleague))?.id).toBe(english.id);
    expect((await next(colleague, [english.id]))?.id).toBe(hindi.id);
  });

  const next = (actor = people.operator, skip: string[] = []) => claimNext(desk.deps, { actor, skip });
  const openIt = ({ id, version }: Ticket) =>
    openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
});
