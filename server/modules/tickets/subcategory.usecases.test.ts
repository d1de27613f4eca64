import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { undoLast } from './change.usecases.ts';
import { createTicketDesk, people, refusal, type TicketDesk } from './desk.testing.ts';
import { correctTicket } from './triage.usecases.ts';

const { operator, station } = people;

describe.each(testEngines)('the second level of the category on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  it('is what the stages said, until an operator says otherwise; undoing gives it back', async () => {
    const plea = await desk.plea();
    expect(plea).toMatchObject({ category: 'theft', subcategory: 'snatching' });
    const act = { actor: operator, id: plea.id };
    const { ticket } = await correctTicket(desk.deps, { ...act, version: plea.version, subcategory: 'burglary' });
    expect(ticket.subcategory).toBe('burglary');
    const last = (await desk.deps.events.ofStream(`ticket:${plea.id}`)).at(-1);
    expect(last?.data).toMatchObject({ before: { subcategory: 'snatching' }, after: { subcategory: 'burglary' } });
    const { ticket: undone } = await undoLast(desk.deps, { ...act, version: ticket.version });
    expect(undone.subcategory).toBe('snatching');
  });

  it('goes with its category, and is refused under another', async () => {
    const plea = await desk.plea();
    const act = { actor: operator, id: plea.id, version: plea.version };
    expect(await refusal(correctTicket(desk.deps, { ...act, subcategory: 'jam' }))).toBe(
      'tickets.subcategory_elsewhere',
    );
    expect(await refusal(correctTicket(desk.deps, { ...act, actor: station, subcategory: 'burglary' }))).toBe(
      'tickets.not_found',
    );
    const { ticket } = await correctTicket(desk.deps, { ...act, category: 'traffic' });
    expect(ticket).toMatchObject({ category: 'traffic', subcategory: null });
    const { ticket: both } = await correctTicket(desk.deps, {
      ...{ ...act, version: ticket.version },
      ...{ category: 'theft', subcategory: 'burglary' },
    });
    expect(both).toMatchObject({ category: 'theft', subcategory: 'burglary' });
  });
});
