import { reportsOf } from './action-reports.repository.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from './desk.testing.ts';
import { createTicket } from './create.usecases.ts';
import { parseDocket } from './docket.rules.ts';
import { addAttachment } from './attachments.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import { incidentOf } from './incident.rules.ts';
import { addNote } from './speak.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { DomainError } from '../../platform/errors.ts';
import { markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const ROUNDS = process.env.PUKAAR_FULL === '1' ? 1000 : 25;
const RACERS = process.env.PUKAAR_FULL === '1' ? 1000 : 200;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(testEngines)('races on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  it('give one number when fifty open the same ticket', async () => {
    const plea = await desk.plea();
    const tries = await Promise.all(
      Array.from({ length: 50 }, () =>
        refusal(
          openTicket(desk.deps, { actor: people.operator, id: plea.id, version: plea.version, owner: HAZRATGANJ }),
        ),
      ),
    );
    expect(tries.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(tries.filter((code) => code !== null))).toEqual(new Set(['tickets.version_conflict']));
    const { outbox } = desk.deps.db.tables;
    expect((await desk.deps.db.read.select().from(outbox)).filter((send) => send.ticket === plea.id)).toHaveLength(1);
    const opened = (await desk.deps.events.ofStream(`ticket:${plea.id}`)).filter(
      (event) => event.type === 'ticket.opened',
    );
    expect(opened).toHaveLength(1);
  });

  it(`let one of two officers win, and show the other what he did, ${ROUNDS} times`, async () => {
    const rival = { ...people.operator, officer: 'off_rival' };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, version } = await desk.plea();
      const difference = (error: unknown) => (error instanceof DomainError ? (error.detail?.current as Ticket) : error);
      const [opened, aside] = await Promise.all([
        openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ }).then(() => null, difference),
        markNotForUs(desk.deps, { actor: rival, id, version, reason: 'praise' }).then(() => null, difference),
      ]);
      const { state } = await desk.read(id);
      const [winner, loser] = state === 'open' ? [opened, aside] : [aside, opened];
      expect([winner, loser]).toEqual([null, expect.objectContaining({ id, version: version + 1, state })]);
    }
  });

  it('leave nobody alone when several put the same tickets together at one moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [a, b, c] = [await desk.plea(), await desk.plea(), await desk.plea()];
      const join = (one: Ticket, other: Ticket) =>
        refusal(joinIncident(desk.deps, { actor: people.operator, id: one.id, version: one.version, other: other.id }));
      const tries = await Promise.all([join(a, b), join(b, a), join(b, c)]);
      const made = tries.filter((code) => code === null).length;
      const incidents = await Promise.all([a, b, c].map(async ({ id }) => incidentOf(await desk.read(id))));
      // Every join that was granted holds: three tickets in three incidents, less one for each join.
      expect([made, new Set(incidents).size]).toEqual([made, 3 - made]);
      expect(made).toBeGreaterThan(0);
    }
  });

  it(`give as many numbers as tickets when ${RACERS} are opened at once`, async () => {
    const taken = await Promise.all(
      Array.from({ length: RACERS }, (_, index) =>
        createTicket(desk.deps, {
          actor: people.commissioner,
          text: `Plea number ${index}`,
          unit: index % 2 ? HAZRATGANJ : LUCKNOW,
        }),
      ),
    );
    const opened = await Promise.all(
      taken.map((ticket) =>
        openTicket(desk.deps, { actor: people.operator, id: ticket.id, version: ticket.version }).catch(() => null),
      ),
    );
    // The operator at the top of the state may open what a district took down.
    const dockets = opened.map((one) => one?.ticket.docket ?? '');
    expect(new Set(dockets).size).toBe(RACERS);
    for (const docket of dockets) expect(parseDocket(docket)).toBe(docket);
    const counters = dockets.map((docket) => Number(docket.split('-')[2])).sort((a, b) => a - b);
    expect((counters.at(-1) ?? 0) - (counters[0] ?? 0)).toBe(RACERS - 1);
  }, 120_000);

  it('keep the officer’s act when the citizen writes at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const plea = await desk.plea({ id: `77${round}`, author: `ravi${round}` });
      const { ticket } = await openTicket(desk.deps, {
        actor: people.operator,
        id: plea.id,
        version: plea.version,
        owner: HAZRATGANJ,
      });
      const act = () =>
        closeTicket(desk.deps, {
          actor: people.station,
          id: plea.id,
          version: ticket.version,
          outcome: 'settled',
          details: {},
          internalText: 'Heard both sides',
          publicAnswer: 'Settled',
          attachments: [],
        });
      const [code] = await Promise.all([
        refusal(act()),
        desk.take([
          {
            id: `88${round}`,
            text: 'अभी तक कोई नहीं आया',
            author: `ravi${round}`,
            kind: 'reply',
            inReplyTo: `77${round}`,
          },
        ]),
      ]);
      const after = await desk.read(plea.id);
      expect(after.wroteAgainAt === null && code === null).toBe(false);
      if (code === null) {
        // The act was kept with its report; the citizen's word after it opened the ticket again.
        expect(after.state).toBe('open');
        expect(after.wroteAgainAt).not.toBeNull();
        expect(await reportsOf(desk.deps.db.read, plea.id)).toHaveLength(1);
      } else expect(code).toBe('tickets.version_conflict');
      const { ticketAccess } = desk.deps.db.tables;
      const access = (await desk.deps.db.read.select().from(ticketAccess)).filter((row) => row.num === after.num);
      expect(new Set(access.map((row) => row.state))).toEqual(new Set([after.state]));
    }
  });

  it('keep every file and every note that arrive at once, each with its event', async () => {
    const plea = await desk.plea();
    const { ticket } = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    const files = Array.from({ length: 12 }, () =>
      refusal(addAttachment(desk.deps, { actor: people.station, id: plea.id, bytes: PNG, name: 'a.png' })),
    );
    const notes = Array.from({ length: 12 }, () =>
      refusal(addNote(desk.deps, { actor: people.chief, id: plea.id, version: ticket.version, text: 'Called' })),
    );
    expect((await Promise.all(files)).every((code) => code === null)).toBe(true);
    expect((await Promise.all(notes)).filter((code) => code === null)).toHaveLength(1);
    const history = await desk.deps.events.ofStream(`ticket:${plea.id}`);
    expect(history.filter((event) => event.type === 'ticket.file-added')).toHaveLength(12);
    expect(history.map((event) => event.seq)).toEqual(history.map((_, index) => index + 1));
  });
});
