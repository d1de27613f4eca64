import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import {
  createTicketDesk,
  HAZRATGANJ,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { readTicket } from '../tickets/detail.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import type { LinkDeps } from './link.usecases.ts';
import { proposeClosure } from './propose.usecases.ts';
import { readTold } from './told.usecases.ts';

const LINE = 'The citizen wrote that the bicycle was found';

describe.each(testEngines)('proposing to close a docket on %s', (engine) => {
  let desk: TicketDesk;
  let deps: LinkDeps;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    deps = { ...desk.deps, directory: desk.deps.offices } as unknown as LinkDeps;
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  async function opened(): Promise<Ticket> {
    const { id, version } = await desk.plea();
    return (await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ })).ticket;
  }
  const propose = (who: Person, { id, version }: Pick<Ticket, 'id' | 'version'>) =>
    proposeClosure(deps, { actor: people[who], id, version, outcome: 'settled', line: LINE });

  it('is for who may not close it, tells its owner, closes nothing, and keeps its words out of the record', async () => {
    const ticket = await opened();
    const done = await propose('operator', ticket);
    expect(done).toMatchObject({ undoUntil: null, ticket: { state: 'open', version: ticket.version + 1 } });
    const { proposals } = await readTold(deps, { actor: people.station, id: ticket.id });
    expect(proposals).toMatchObject([{ outcome: 'settled', line: LINE, settledAt: null }]);
    const history = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    expect(history.at(-1)?.type).toBe('ticket.report-proposed');
    expect(JSON.stringify(history)).not.toContain('bicycle');
    expect(await refusal(propose('operator', ticket))).toBe('tickets.version_conflict');
  });

  it('refuses who may close it himself, and who does not see it', async () => {
    const ticket = await opened();
    expect(await refusal(propose('station', ticket))).toBe('notify.may_close');
    expect(await refusal(propose('stranger', ticket))).toBe('tickets.not_found');
    const offered = async (who: Person) =>
      (await readTicket(desk.deps, { actor: people[who], id: ticket.id })).actions.includes('propose');
    expect([await offered('operator'), await offered('station'), await offered('chief')]).toEqual([true, false, true]);
  });
});
