import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import {
  createTicketDesk,
  HAZRATGANJ,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { replyToCitizen } from '../tickets/speak.usecases.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { neutralLine } from './neutral.rules.ts';
import { queueSends } from './outbox.usecases.ts';
import { endSend, takeSends } from './relay.usecases.ts';
import { listTroubles, settleTrouble } from './troubles.usecases.ts';

describe.each(testEngines)('sends in trouble on %s', (engine) => {
  let desk: TicketDesk;
  let ticket: Ticket;
  let id: string;
  const shown = async (person: Person) => (await listTroubles(desk.deps, people[person])).sends;
  const settle = (person: Person, answer: 'again' | 'sent' | 'give-up') =>
    settleTrouble(desk.deps, { actor: people[person], id, answer });
  const due = () => takeSends(desk.deps, { leaseMs: 60_000, limit: 10 });
  const stateOf = async () => (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox))[0]?.state;

  beforeEach(async () => {
    desk = await createTicketDesk(engine);
    const plea = await desk.plea();
    const act = { actor: people.operator, id: plea.id, version: plea.version };
    ticket = (await openTicket(desk.deps, { ...act, owner: HAZRATGANJ })).ticket;
    desk.clock.advance(11_000);
    const [send] = await due();
    if (!send) throw new Error('nothing was queued');
    id = send.id;
    await endSend(desk.deps, send, { state: 'failed', error: 'forbidden:not-summoned' });
  });
  afterEach(() => desk.close());

  it('are shown to those who may answer on the ticket', async () => {
    expect(await shown('operator')).toMatchObject([
      { id, ticket: ticket.id, docket: ticket.docket, state: 'failed', error: 'forbidden:not-summoned' },
    ]);
    expect(await shown('station')).toHaveLength(1);
    expect(await shown('stranger')).toEqual([]);
    expect(await shown('admin')).toEqual([]);
  });

  it('are not shown to the station that is complained of', async () => {
    const { version } = await desk.read(ticket.id);
    const act = { actor: people.operator, id: ticket.id, version };
    await correctTicket(desk.deps, { ...act, aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    expect(await shown('station')).toEqual([]);
    expect(await refusal(settle('station', 'again'))).toBe('replies.not_found');
  });

  it('go out once more, were sent, or are left, each with its event', async () => {
    await settle('operator', 'again');
    expect(await shown('operator')).toEqual([]);
    const [send] = await due();
    expect(send).toMatchObject({ id, attempts: 1, state: 'sending' });
    if (send) await endSend(desk.deps, send, { state: 'unknown', error: 'ambiguous' });
    await settle('station', 'sent');
    expect(await stateOf()).toBe('sent');
    const settled = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).filter(
      ({ type }) => type === 'reply.settled',
    );
    expect(settled.map(({ data }) => [data.answer, data.was])).toEqual([
      ['again', 'failed'],
      ['sent', 'unknown'],
    ]);
  });

  it('are not said in public once the matter is protected, nor is what still waits', async () => {
    const { text } = (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox))[0] ?? { text: '' };
    const act = { actor: people.operator, id: ticket.id };
    const said = await replyToCitizen(desk.deps, {
      ...{ ...act, version: (await desk.read(ticket.id)).version, text: 'A team is on its way now', kind: 'reply' },
    });
    const { ticket: hushed } = await correctTicket(desk.deps, {
      ...{ ...act, version: said.ticket.version, category: 'women-safety' },
    });
    desk.clock.advance(11_000);
    expect(await due()).toEqual([]);
    expect(text).not.toBe('');
    expect(await refusal(settle('operator', 'again'))).toBe('replies.protected_public');
    // The urgency is corrected, not what it is about.
    const { ticket: after } = await correctTicket(desk.deps, { ...act, version: hushed.version, urgency: 'urgent' });
    expect(after.protected).toBe(true);
  });

  it('are taken back where the matter became protected while they were on their way, but for the neutral line', async () => {
    const { outbox } = desk.deps.db.tables;
    const act = { actor: people.operator, id: ticket.id };
    const version = (await desk.read(ticket.id)).version;
    const said = await replyToCitizen(desk.deps, { ...act, version, text: 'A team is on its way now', kind: 'reply' });
    desk.clock.advance(11_000);
    const [send] = await due();
    if (!send) throw new Error('nothing was queued');
    await correctTicket(desk.deps, { ...act, version: said.ticket.version, category: 'women-safety' });
    const later = { notBefore: desk.clock.now(), firstTriedAt: null, error: 'rate' };
    await endSend(desk.deps, send, { state: 'waiting', ...later });
    const base = {
      account: 'acc_up',
      ticket: ticket.id,
      purpose: 'acknowledgement',
      inReplyTo: '1',
      officer: null,
    } as const;
    // Written in the language that was believed before.
    const neutral = { ...base, id: 'out_neutral', dedupeKey: 'n', kind: 'reply', toContact: null } as const;
    const at = desk.clock.now();
    await desk.deps.db.write((tx) =>
      queueSends(tx, { sends: [{ ...neutral, text: neutralLine('en') }], at, notBefore: at }),
    );
    const both = [...(await due()), ...(await due())];
    expect(both.map((one) => one.id)).toEqual(['out_neutral']);
    const row = (await desk.deps.db.read.select().from(outbox)).find((one) => one.id === send.id);
    expect(row).toMatchObject({ state: 'cancelled', error: 'became-protected' });
    const events = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    expect(events.filter(({ type }) => type === 'reply.cancelled').map(({ data }) => data.send)).toEqual([send.id]);
  });

  it('refuse the wrong officer and the same word twice', async () => {
    for (const person of ['stranger', 'admin'] as const)
      expect(await refusal(settle(person, 'again'))).toBe('replies.not_found');
    const words = await Promise.all([refusal(settle('operator', 'give-up')), refusal(settle('station', 'again'))]);
    expect(words.filter((word) => word === null)).toHaveLength(1);
    expect(await refusal(settle('operator', 'again'))).toBe('replies.not_found');
    const events = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    expect(events.filter(({ type }) => type === 'reply.settled')).toHaveLength(1);
  });
});
