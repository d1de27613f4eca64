import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { midnightBefore } from '../../platform/clock/kolkata.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { readBoard } from './board.usecases.ts';
import { createTicket } from './create.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { mayCallAt } from './safe-contact.rules.ts';
import { setSafeContact } from './safe-contact.usecases.ts';
import { splitTicket } from './split.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { openTicket } from './triage.usecases.ts';

const { operator, station, commissioner, stranger } = people;
const HOUR = 60;
const RULE = { mayCall: true, hours: { from: 10 * HOUR, until: 17 * HOUR }, words: 'Ask for Gulmohar, her sister' };

describe('the hours at which somebody may be called', () => {
  const midnight = midnightBefore(Date.UTC(2026, 10, 21, 6));
  const at = (minute: number): number => midnight + minute * 60_000;
  const rule = (from: number | null, until: number | null, mayCall = true) => ({
    ...{ mayCall, words: '', fromMinute: from, untilMinute: until },
  });
  it('begin with the first minute and end before the last', () => {
    const office = rule(10 * HOUR, 17 * HOUR);
    expect([599, 600, 1019, 1020].map((minute) => mayCallAt(office, at(minute)))).toEqual([false, true, true, false]);
  });
  it('go over midnight', () => {
    const night = rule(22 * HOUR, 6 * HOUR);
    expect([0, 359, 360, 1319, 1320].map((minute) => mayCallAt(night, at(minute)))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });
  it('are all or none where none are named', () => {
    expect(mayCallAt(rule(null, null), at(180))).toBe(true);
    expect(mayCallAt(rule(null, null, false), at(720))).toBe(false);
    expect(mayCallAt(rule(10 * HOUR, 17 * HOUR, false), at(720))).toBe(false);
  });
});

describe.each(testEngines)('the safe-contact rule on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const offices = { office: () => null };
  const detail = (actor: typeof operator, id: string) => readTicket({ ...desk.deps, offices }, { actor, id });
  const onCard = async (actor: typeof operator, id: string) =>
    (await readBoard(desk.deps, { actor, tab: undefined, limit: 100 })).tickets.find((row) => row.id === id)
      ?.safeContact;
  const set = (
    actor: typeof operator,
    { id, version }: Pick<Ticket, 'id' | 'version'>,
    rule: Partial<typeof RULE> = {},
  ) => setSafeContact(desk.deps, { actor, id, version, ...RULE, ...rule });
  async function opened(category = 'theft'): Promise<Ticket> {
    desk.clock.advance(60_000);
    const { id, version } = await desk.plea();
    return (await openTicket(desk.deps, { actor: operator, id, version, owner: HAZRATGANJ, category })).ticket;
  }

  it('is set by the desk and by the station, and stands where either is led to call', async () => {
    const ticket = await opened();
    expect((await detail(station, ticket.id)).safeContact).toBeNull();
    const { ticket: after, undoUntil } = await set(operator, ticket);
    expect(undoUntil).toBeNull();
    for (const actor of [operator, station]) {
      const { safeContact, actions } = await detail(actor, ticket.id);
      expect(safeContact).toMatchObject({ isHidden: false, ...RULE });
      expect(actions).toContain('safe-contact');
    }
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, dueAt: 1 }]));
    expect(await onCard(station, ticket.id)).toMatchObject({ isHidden: false, ...RULE });
    const never = await set(station, after, { mayCall: false });
    expect((await detail(operator, ticket.id)).safeContact).toMatchObject({
      mayCall: false,
      hours: null,
      isNow: false,
    });
    await set(station, never.ticket, { mayCall: true, hours: null, words: '' } as object);
    expect((await detail(operator, ticket.id)).safeContact).toBeNull();
    expect(await refusal(set(stranger, never.ticket))).toBe('tickets.not_found');
  });

  it('is recorded without a word of it', async () => {
    const ticket = await opened();
    const { ticket: after } = await set(station, ticket);
    await set(station, after, { mayCall: false });
    const events = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).filter(
      ({ type }) => type === 'ticket.safe-contact-set',
    );
    expect(events.map(({ data }) => data.rule)).toEqual(['hours', 'never']);
    expect(JSON.stringify(events)).not.toContain('Gulmohar');
  });

  it('tells whoever may not read the words that there is one, and lets him change nothing', async () => {
    const ticket = await opened('women-safety');
    const { ticket: after } = await set(station, ticket);
    const seen = await detail(commissioner, ticket.id);
    expect(seen.safeContact).toEqual({ isHidden: true });
    expect(seen.actions).not.toContain('safe-contact');
    expect(JSON.stringify(seen)).not.toContain('Gulmohar');
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, dueAt: 1 }]));
    expect(await onCard(commissioner, ticket.id)).toEqual({ isHidden: true });
    expect(await refusal(set(commissioner, after, { words: '' }))).toBe('tickets.words_kept');
    expect((await detail(station, ticket.id)).safeContact).toMatchObject(RULE);
  });

  it('is kept from the station with the name of whoever asked to stay unknown', async () => {
    const ticket = await opened();
    const { ticket: after } = await set(operator, ticket);
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, secrecy: 'asked' }]));
    expect((await detail(station, ticket.id)).safeContact).toEqual({ isHidden: true });
    expect((await detail(operator, ticket.id)).safeContact).toMatchObject(RULE);
    expect(await refusal(set(station, after))).toBe('tickets.words_kept');
  });

  it('is taken down with a call, and goes with the person to a matter that is split off', async () => {
    const taken = { actor: operator, text: 'My husband threatens me when he drinks', unit: HAZRATGANJ, open: true };
    const ticket = await createTicket(desk.deps, { ...taken, safeContact: RULE });
    expect((await detail(station, ticket.id)).safeContact).toMatchObject(RULE);
    const [received] = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    expect(received?.data).toMatchObject({ rule: 'hours' });
    desk.clock.advance(1000);
    const matter = {
      text: 'The lamps of the lane are broken',
      category: 'traffic',
      aboutPolice: 'no',
      owner: HAZRATGANJ,
    };
    const { split } = await splitTicket(desk.deps, {
      ...{ actor: operator, id: ticket.id, version: ticket.version },
      ...(matter as { text: string; category: string; aboutPolice: 'no'; owner: string }),
    });
    expect((await detail(station, split.id)).safeContact).toMatchObject(RULE);
  });

  it('is written on no docket whose words were erased', async () => {
    const ticket = await opened();
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, erasedAt: 1 }]));
    expect(await refusal(set(operator, ticket))).toBe('tickets.words_erased');
  });
});
