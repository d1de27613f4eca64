import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { DomainError } from '../../platform/errors.ts';
import { reportsOf } from './action-reports.repository.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import type { TicketRow } from './present.rules.ts';
import { splitTicket, type SecondMatter } from './split.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const ROUNDS = process.env.PUKAAR_FULL === '1' ? 50 : 3;

const LAMPS: SecondMatter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' };
const ACCUSING: SecondMatter = {
  ...{ text: 'The SHO of Hazratganj asks for a bribe before he writes the FIR', category: 'police-misconduct' },
  ...{ aboutPolice: 'yes', summary: 'A theft at the crossing', owner: HAZRATGANJ, accusation: 'moves' },
};
const VERBS = ['split', 'accuse', 'join', 'close', 'protect'] as const;
type Verb = (typeof VERBS)[number];
const PAIRS = VERBS.flatMap((one, index) => VERBS.slice(index).map((other) => [one, other] as const));

describe.each(testEngines)('two officers in one moment on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const { operator, station, commissioner, chief, stranger } = people;
  const rival = { ...operator, officer: 'off_rival' };
  const everybody = [operator, station, commissioner, chief, stranger];

  async function opened(): Promise<Ticket> {
    const { id, version } = await desk.plea();
    desk.clock.advance(1000);
    return (await openTicket(desk.deps, { actor: operator, id, version, owner: HAZRATGANJ })).ticket;
  }
  /** Who reads the words of a docket. */
  async function readersOf(id: string): Promise<string[]> {
    const seen = await Promise.all(
      everybody.map((actor) =>
        readTicket(desk.deps, { actor, id }).then(
          ({ isVeiled }) => (isVeiled ? [] : [actor.officer]),
          () => [],
        ),
      ),
    );
    return seen.flat();
  }
  const act = (verb: Verb, { actor, ticket, other }: { actor: typeof operator; ticket: Ticket; other: string }) => {
    const target = { actor, id: ticket.id, version: ticket.version };
    switch (verb) {
      case 'split':
        return splitTicket(desk.deps, { ...target, ...LAMPS });
      case 'accuse':
        return splitTicket(desk.deps, { ...target, ...ACCUSING });
      case 'join':
        return joinIncident(desk.deps, { ...target, other });
      case 'close':
        return closeTicket(desk.deps, {
          ...{ ...target, actor: station, attachments: [], details: {}, outcome: 'settled' },
          ...{ internalText: 'Heard both sides', publicAnswer: 'दोनों पक्षों को सुना गया' },
        });
      case 'protect':
        return correctTicket(desk.deps, { ...target, category: 'women-safety' });
    }
  };
  const partsOf = async (id: string) =>
    (await desk.everything()).filter(({ splitFrom, state }) => splitFrom === id && state !== 'withdrawn');
  /** How often each of them is in what stands. */
  async function traces({ id }: Ticket) {
    const { incident, state, protected: isProtected } = await desk.read(id);
    const parts = await partsOf(id);
    return {
      split: parts.filter(({ aboutPolice }) => aboutPolice === 'no').length,
      accuse: parts.filter(({ aboutPolice }) => aboutPolice === 'yes').length,
      join: incident === null ? 0 : 1,
      close: state === 'closed' ? (await reportsOf(desk.deps.db.read, id)).length : 0,
      protect: isProtected ? 1 : 0,
    };
  }

  it.each(PAIRS)('one wins and the other is shown what he did: %s and %s', async (one, other) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ticket, mate] = [await opened(), await opened()];
      desk.clock.advance(20_000);
      const before = await readersOf(ticket.id);
      const tries = await Promise.allSettled([
        act(one, { actor: operator, ticket, other: mate.id }),
        act(other, { actor: rival, ticket, other: mate.id }),
      ]);
      const winners = [one, other].filter((_, index) => tries[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      const refused = tries.find((result) => result.status === 'rejected')?.reason as DomainError;
      expect(refused).toBeInstanceOf(DomainError);
      expect(refused.code).toBe('tickets.version_conflict');
      // What he is shown is how it stands now.
      const now = await desk.read(ticket.id);
      const current = refused.detail?.current as TicketRow;
      expect(current).toMatchObject({ id: ticket.id, version: now.version, state: now.state, category: now.category });
      expect(now.version).toBe(ticket.version + 1);
      // Nothing is lost, and nothing is there twice.
      const nothing = { split: 0, accuse: 0, join: 0, close: 0, protect: 0 };
      expect(await traces(ticket)).toEqual({ ...nothing, [winners[0] ?? '']: 1 });
      const record = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
      expect(record.map(({ seq }) => seq)).toEqual(record.map((_, index) => index + 1));
      expect(record.filter(({ data }) => data.version === now.version)).toHaveLength(1);
      const { ticketAccess } = desk.deps.db.tables;
      const access = await desk.deps.db.read.select().from(ticketAccess).where(eq(ticketAccess.num, now.num));
      expect(new Set(access.map(({ state }) => state))).toEqual(new Set([now.state]));
      for (const reader of await readersOf(ticket.id)) expect(before).toContain(reader);
    }
  });

  it('protect what was split off, and off that, whoever is first', async () => {
    for (let round = 0; round < ROUNDS * 4; round += 1) {
      const ticket = await opened();
      const { split: part, ticket: parted } = await splitTicket(desk.deps, {
        ...{ actor: operator, id: ticket.id, version: ticket.version, ...LAMPS, owner: HAZRATGANJ },
      });
      desk.clock.advance(20_000);
      const [, again] = await Promise.all([
        correctTicket(desk.deps, {
          ...{ actor: operator, id: ticket.id, version: parted.version, category: 'women-safety' },
        }),
        refusal(splitTicket(desk.deps, { actor: rival, id: part.id, version: part.version, ...LAMPS })),
      ]);
      const below = await partsOf(part.id);
      expect(below).toHaveLength(again === null ? 1 : 0);
      if (again !== null) expect(again).toBe('tickets.version_conflict');
      expect((await desk.read(part.id)).protected).toBe(true);
      for (const { protected: isProtected } of below) expect(isProtected).toBe(true);
    }
  });

  it('leave a docket protected by one when the other takes back what he had protected it by before', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const ticket = await opened();
      const mine = { actor: operator, id: ticket.id };
      const first = await correctTicket(desk.deps, { ...mine, version: ticket.version, category: 'women-safety' });
      desk.clock.advance(1000);
      const { version } = first.ticket;
      const [undone, corrected] = await Promise.all([
        refusal(undoLast(desk.deps, { ...mine, version })),
        refusal(correctTicket(desk.deps, { actor: rival, id: ticket.id, version, category: 'vice-trafficking' })),
      ]);
      expect([undone, corrected].filter((code) => code === null)).toHaveLength(1);
      const now = await desk.read(ticket.id);
      expect(now.protected).toBe(corrected === null);
      if (corrected === null) expect(['tickets.undo_acted_since', 'tickets.version_conflict']).toContain(undone);
      else expect(corrected).toBe('tickets.version_conflict');
    }
  });
});
