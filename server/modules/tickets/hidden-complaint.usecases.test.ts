import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventRelay } from '../../platform/events/relay.ts';
import { silentLog } from '../../platform/log/port.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { replaceConflicts } from './access.repository.ts';
import { followMovedUnits } from './access-rewrite.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { joinIncident, leaveIncident } from './incident.usecases.ts';
import { joinUnasked } from './join-unasked.usecases.ts';
import { listTickets } from './list.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const BRIBE = 'हजरतगंज थाने के थानेदार मुझसे दस हज़ार रुपये रिश्वत माँग रहे हैं, पैसे नहीं दिए तो गाली दी';
const offices = { office: () => null };

describe.each(testEngines)('a complaint about police on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const open = async (plea: Ticket, owner = HAZRATGANJ): Promise<Ticket> => {
    const { id, version } = plea;
    return (await openTicket(desk.deps, { actor: people.operator, id, version, owner })).ticket;
  };
  const accuse = async ({ id, version }: Ticket): Promise<Ticket> =>
    (
      await correctTicket(desk.deps, {
        ...{ actor: people.operator, id, version },
        ...{ aboutPolice: 'yes' as const, accusedUnit: HAZRATGANJ },
      })
    ).ticket;

  it.each(['asha', 'somebody'])(
    'written by %s under a matter of the station is not shown to the station',
    async (author) => {
      const ticket = await open(await desk.plea({ id: '9001', author: 'asha' }));
      await desk.take([
        {
          id: 'r1',
          text: BRIBE,
          author,
          kind: 'reply',
          conversation: '9001',
          inReplyTo: '9001',
          tagged: ['@lkopolice'],
        },
      ]);
      const made = (await desk.everything()).find(({ id }) => id !== ticket.id);
      expect(made).toMatchObject({ aboutPolice: 'yes', accusedUnit: HAZRATGANJ, incident: null });
      expect(await desk.listed('station')).toEqual([ticket.id]);
      const told = await readTicket({ ...desk.deps, offices }, { actor: people.station, id: ticket.id });
      expect(JSON.stringify(told)).not.toContain('रिश्वत');
      expect(JSON.stringify(told)).not.toContain(made?.id);
    },
  );

  it('is not put beside what those it is about may read, and no refusal tells of it', async () => {
    const ticket = await open(await desk.plea());
    const complaint = await accuse(await desk.plea());
    const join = joinIncident(desk.deps, {
      ...{ actor: people.operator, id: ticket.id, version: ticket.version, other: complaint.id },
    });
    expect(await refusal(join)).toBe('tickets.accused_apart');
    // Together since before it was known whom it is about.
    const later = await open(await desk.plea());
    const { ticket: joined } = await joinIncident(desk.deps, {
      ...{ actor: people.operator, id: later.id, version: later.version, other: ticket.id },
    });
    await accuse(joined);
    const leave = (actor: typeof people.station) =>
      refusal(leaveIncident(desk.deps, { actor, id: ticket.id, version: ticket.version }));
    expect(await leave(people.station)).toBe('tickets.not_together');
    const told = await readTicket({ ...desk.deps, offices }, { actor: people.station, id: ticket.id });
    expect(JSON.stringify(told)).not.toContain(later.id);
    expect(await leave(people.operator)).toBeNull();
  });

  it('leaves no gap in the list of the officer it is about', async () => {
    const [mine, about] = [await open(await desk.plea()), await open(await desk.plea())];
    await desk.deps.db.write((tx) => replaceConflicts(tx, { num: about.num, officers: [people.commissioner.officer] }));
    const page = await listTickets(desk.deps, {
      ...{ actor: people.commissioner, before: null, limit: 1, category: [mine.category ?? ''] },
    });
    expect([page.tickets.map(({ id }) => id), page.next]).toEqual([[mine.id], null]);
  });

  it('and its list stay as they are when a unit moves in the tree', async () => {
    const plea = await desk.plea();
    const { db } = desk.deps;
    const { ticketAccess } = db.tables;
    const lists = async () =>
      (await db.read.select().from(ticketAccess)).filter(({ num }) => num === plea.num).map(({ state }) => state);
    await db.write(async (tx) => {
      await tx.update(ticketAccess).set({ state: 'folded' });
      await desk.deps.events.append(tx, [{ stream: 'unit:u_up', type: 'unit.moved', actor: 'system', data: {} }]);
    });
    await createEventRelay({ db, log: silentLog }).runOnce();
    expect(await followMovedUnits(desk.deps)).toBe(1);
    expect(new Set(await lists())).toEqual(new Set(['folded']));
  });
});

describe.each(testEngines)('a join that nobody asked for on %s', (engine) => {
  it('lets an act be taken back whole', async () => {
    const desk = await createTicketDesk(engine);
    const [mine, other] = [await desk.plea(), await desk.plea()];
    const { ticket } = await openTicket(desk.deps, {
      ...{ actor: people.operator, id: mine.id, version: mine.version, owner: GOMTI_NAGAR },
    });
    desk.clock.advance(2000);
    await desk.deps.db.write((tx) => joinUnasked(tx, { mine: ticket, other, why: {} }));
    const after = await desk.read(mine.id);
    expect([after.incident, after.updatedAt, after.version]).toEqual([other.id, ticket.updatedAt, ticket.version]);
    await desk.close();
  });
});
