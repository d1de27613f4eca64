import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { incidentOf } from './incident.rules.ts';
import { joinIncident, leaveIncident, tellApart } from './incident.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { openTicket } from './triage.usecases.ts';

const RUNS = process.env.PUKAAR_FULL === '1' ? 100 : 10;
const SEED = process.env.PUKAAR_SEED ? Number(process.env.PUKAAR_SEED) : undefined;
const step = fc.record({ verb: fc.constantFrom('join' as const, 'leave' as const), a: fc.nat(5), b: fc.nat(5) });

describe.each(testEngines)('incidents on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const actor = people.operator;
  const join = async (id: string, other: string) =>
    joinIncident(desk.deps, { actor, id, other, version: (await desk.read(id)).version });
  const leave = async (id: string) => leaveIncident(desk.deps, { actor, id, version: (await desk.read(id)).version });
  const detail = (id: string, who = actor) => readTicket(desk.deps, { actor: who, id });

  async function suggest(ticket: Ticket, other: Ticket): Promise<void> {
    const row = {
      ticket: ticket.id,
      other: other.id,
      message: 'm',
      like: 'l',
      score: 0.4,
      kind: 'event',
      state: 'open',
    };
    const reasons = { shared: [{ kind: 'name' as const, spelling: 'चौराहे' }], differences: [], fresh: [] };
    await desk.deps.db.write((tx) => tx.insertRows(tx.tables.matchSuggestion, [{ ...row, reasons, at: 1 }]));
  }

  async function opened(owner: string): Promise<Ticket> {
    const { id, version } = await desk.plea();
    return (await openTicket(desk.deps, { actor, id, version, owner })).ticket;
  }

  it('shows a suggestion from both sides, and joins and takes it back', async () => {
    const [older, newer] = [await desk.plea(), await desk.plea()];
    await suggest(newer, older);
    expect((await detail(older.id)).suggestions).toMatchObject([
      { other: { id: newer.id }, score: 0.4, isNewer: false },
    ]);
    const { ticket: joined } = await join(newer.id, older.id);
    expect(joined).toMatchObject({ incident: older.id, urgency: newer.urgency });
    expect(await detail(older.id)).toMatchObject({ suggestions: [], incidentMembers: [{ id: newer.id }] });
    const { ticket: back } = await undoLast(desk.deps, { actor, id: newer.id, version: joined.version });
    expect(back.incident).toBeNull();
    expect((await detail(newer.id)).suggestions).toHaveLength(1);
    const { ticket: apart } = await tellApart(desk.deps, {
      actor,
      id: newer.id,
      version: back.version,
      other: older.id,
    });
    expect(await detail(newer.id)).toMatchObject({ suggestions: [], incidentMembers: [] });
    await undoLast(desk.deps, { actor, id: newer.id, version: apart.version });
    expect((await detail(newer.id)).suggestions).toHaveLength(1);
  });

  it('brings the one that stands alone to those that stand together, and does not mix two incidents', async () => {
    const [a, b, c, d, e] = [
      await desk.plea(),
      await desk.plea(),
      await desk.plea(),
      await desk.plea(),
      await desk.plea(),
    ];
    await join(b.id, a.id);
    expect((await join(b.id, c.id)).ticket).toMatchObject({ id: c.id, incident: a.id });
    await join(e.id, d.id);
    expect(await refusal(join(a.id, d.id))).toBe('tickets.two_incidents');
    expect(await refusal(join(a.id, c.id))).toBe('tickets.already_together');
    // The first of an incident can leave it, and the others stay together.
    await leave(a.id);
    expect((await detail(b.id)).incidentMembers.map((one) => one.id)).toEqual([c.id]);
    expect(await refusal(leave(a.id))).toBe('tickets.not_together');
    await join(a.id, b.id);
    expect((await desk.read(a.id)).incident).toBeNull();
  });

  it('never puts a protected matter beside one that is not', async () => {
    const [a, b] = [await desk.plea(), await desk.plea()];
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: a.id, protected: true }]));
    expect(await refusal(join(a.id, b.id))).toBe('tickets.protected_apart');
  });

  it('shows an officer nothing of tickets that are not his, and lets him join none', async () => {
    const [mine, theirs] = [await opened(HAZRATGANJ), await opened(GOMTI_NAGAR)];
    await suggest(theirs, mine);
    expect((await detail(mine.id, people.station)).suggestions).toEqual([]);
    const by = { actor: people.station, id: mine.id, version: mine.version, other: theirs.id };
    expect(await refusal(joinIncident(desk.deps, by))).toBe('tickets.not_found');
    expect(await refusal(tellApart(desk.deps, by))).toBe('tickets.not_found');
    await join(theirs.id, mine.id);
    expect((await detail(mine.id, people.station)).incidentMembers).toEqual([]);
    expect((await detail(mine.id)).incidentMembers).toHaveLength(1);
    expect(await refusal(leaveIncident(desk.deps, { ...by, actor: people.stranger }))).toBe('tickets.not_found');
  });

  it('is undone exactly by its counter-acts in reverse order', async () => {
    const ids: string[] = [];
    while (ids.length < 6) ids.push((await desk.plea()).id);
    const standing = async () =>
      (await desk.everything())
        .filter(({ id }) => ids.includes(id))
        .sort((a, b) => a.num - b.num)
        .map(({ version: _version, updatedAt: _updated, ...columns }) => columns);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const before = await standing();
        const counters: (() => Promise<unknown>)[] = [];
        for (const { verb, a, b } of steps) {
          desk.clock.advance(1000);
          const [one, other] = [ids[a] ?? '', ids[b] ?? ''];
          const tickets = await Promise.all(ids.map((id) => desk.read(id)));
          const incident = incidentOf(await desk.read(one));
          const mate = tickets.find((ticket) => ticket.id !== one && incidentOf(ticket) === incident);
          const refused = await refusal(
            (verb === 'join' ? join(one, other) : leave(one)).then(({ ticket }) => {
              counters.push(() => (verb === 'join' ? leave(ticket.id) : join(one, mate?.id ?? '')));
            }),
          );
          expect([
            null,
            'tickets.not_found',
            'tickets.already_together',
            'tickets.two_incidents',
            'tickets.not_together',
          ]).toContain(refused);
        }
        for (const counter of counters.reverse()) {
          desk.clock.advance(1000);
          await counter();
        }
        expect(await standing()).toEqual(before);
      }),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) },
    );
  });
});
