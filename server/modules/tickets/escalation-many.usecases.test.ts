import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClocks } from '../../../workers/clocks/clocks.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { postOfficer } from '../officers/officers.testing.ts';
import { createTicketDesk, HAZRATGANJ, people, type TicketDesk } from './desk.testing.ts';
import { openTicket } from './triage.usecases.ts';

const OPEN = process.env.PUKAAR_FULL === '1' ? 200_000 : 4000;
const DUE = 200;
const MINUTE = 60_000;
const TOGETHER = 500;

describe.each(testEngines)('deadlines among many open dockets on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const { deps, directory } = desk;
    const position = directory.headOf('u_up_lucknow_c_hazratganj')?.id ?? '';
    await postOfficer({ ...deps, directory }, { officer: 'off_acp', name: 'ACP', position });
  }, 120_000);
  afterAll(() => desk.close());

  it(`climb within a minute of being due, ${DUE} of ${OPEN}`, async () => {
    const { deps, clock } = desk;
    const plea = await desk.plea();
    const { ticket } = await openTicket(deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category: 'theft' },
      urgency: 'urgent',
    });
    const tables = deps.db.tables;
    const like = await desk.read(ticket.id);
    const own = (await deps.db.read.select().from(tables.clock)).filter((one) => one.ticket === ticket.id);
    const access = (await deps.db.read.select().from(tables.ticketAccess)).filter(({ num }) => num === like.num);
    const now = clock.now();
    for (let at = 0; at < OPEN; at += TOGETHER) {
      const some = Array.from({ length: TOGETHER }, (_, n) => ({ n: at + n, id: `tkt_m${at + n}` }));
      // The first few run out with the original, the rest in half a year.
      const later = (n: number): number => (n < DUE ? 0 : 180 * 24 * 60 * MINUTE);
      await deps.db.write(async (tx) => {
        const rows = some.map(({ n, id }) => ({ ...like, id, num: like.num + 1 + n, docket: `LKO-${n}` }));
        await tx.insertRows(tables.ticket, rows);
        const clocks = some.flatMap(({ n, id }) =>
          own.map((one) => ({ ...one, ticket: id, dueAt: one.dueAt + later(n) })),
        );
        await tx.insertRows(tables.clock, clocks);
        const seen = some.flatMap(({ n }) => access.map((one) => ({ ...one, num: like.num + 1 + n })));
        await tx.insertRows(tables.ticketAccess, seen);
      });
    }
    clock.advance(Math.max(...own.map(({ dueAt }) => dueAt)) - now + MINUTE);
    const begun = performance.now();
    await runClocks(deps);
    expect(performance.now() - begun).toBeLessThan(MINUTE);
    const climbed = await deps.db.read.select().from(tables.escalation);
    expect(new Set(climbed.map((row) => row.ticket)).size).toBe(DUE + 1);
    expect(climbed.some(({ level }) => level > 0)).toBe(true);
    // Done is done: a second round finds nothing.
    expect(await runClocks(deps)).toBe(0);
  }, 600_000);
});
