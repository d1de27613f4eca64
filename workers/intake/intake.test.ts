import { afterEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../server/platform/db/testing.ts';
import type { Fate } from '../../server/modules/inbound/inbound.types.ts';
import { createActor, createTestDesk } from '../../server/modules/inbound/inbound.testing.ts';
import { listTickets } from '../../server/modules/tickets/list.usecases.ts';
import { moveAccess } from '../../server/modules/tickets/access.repository.ts';
import { createIntake } from './intake.ts';

type Desk = Awaited<ReturnType<typeof createTestDesk>>;

const THEFT = 'मेरा मोबाइल हजरतगंज चौराहे पर दो लड़के छीनकर भाग गए, काली बाइक थी। कृपया मदद करें';

describe.each(testEngines)('intake on %s', (engine) => {
  let desk: Desk;
  afterEach(() => desk.close());

  async function take(lines: readonly object[]): Promise<Fate[]> {
    const fates: Fate[] = [];
    await desk.deliver(lines);
    const intake = createIntake({ deps: desk.deps, onSettled: (some) => fates.push(...some) });
    intake.wake();
    await intake.idle();
    await intake.stop();
    return fates;
  }

  const all = async (actor = createActor({ unit: 'u_up', role: 'state' })) =>
    (await listTickets(desk.deps, { actor, before: null, limit: 100 })).tickets;

  it('opens a clear plea at the right station, with number and acknowledgement', async () => {
    desk = await createTestDesk(engine);
    const fates = await take([
      { id: '1001', text: THEFT, author: 'ravi', kind: 'mention', tagged: ['@Uppolice', '@lkopolice'] },
    ]);
    expect(fates).toEqual(['opened']);
    const [ticket] = await all();
    expect(ticket).toMatchObject({
      state: 'open',
      owner: 'u_up_lucknow_hazratganj',
      category: 'theft',
      language: 'hi',
    });
    expect(ticket?.docket).toMatch(/^LKO-261120-0001-\d$/);
    const sends = await desk.deps.db.read.select().from(desk.deps.db.tables.outbox);
    expect(sends).toHaveLength(1);
    expect(sends[0]?.text).toContain(ticket?.docket);
    expect(await all(createActor({ unit: 'u_up_lucknow_hazratganj', role: 'station' }))).toHaveLength(1);
    expect(await all(createActor({ unit: 'u_up_lucknow_gomti_nagar', role: 'station' }))).toHaveLength(0);
  });

  it('changes nothing when the same messages come again', async () => {
    desk = await createTestDesk(engine);
    const lines = [
      { id: '1', text: THEFT, author: 'ravi', kind: 'mention' },
      {
        id: '2',
        text: 'Thank you @Uppolice for the quick help yesterday, great work',
        author: 'asha',
        kind: 'mention',
      },
    ];
    await take(lines);
    const before = await all();
    expect(await take(lines)).toEqual([]);
    expect(await all()).toEqual(before);
  });

  it('folds a copy by another author and a reply by the reporter into the one docket', async () => {
    desk = await createTestDesk(engine);
    await take([{ id: '1', text: THEFT, author: 'ravi', kind: 'mention' }]);
    const fates = await take([
      { id: '2', text: `${THEFT} @Uppolice`, author: 'meena', kind: 'mention' },
      { id: '3', text: 'अभी तक कोई नहीं आया', author: 'ravi', kind: 'reply', inReplyTo: '1' },
    ]);
    expect(fates).toEqual(['supporter', 'attached']);
    const tickets = await all();
    expect(tickets).toHaveLength(1);
    expect(tickets[0]).toMatchObject({ voices: 1 });
    expect(tickets[0]?.wroteAgainAt).not.toBeNull();
  });

  it('hides a complaint about a station from the station and everyone under it', async () => {
    desk = await createTestDesk(engine);
    await take([
      {
        id: '1',
        text: 'हजरतगंज थाने में दरोगा ने रिश्वत मांगी, एफआईआर दर्ज करने से मना कर दिया',
        author: 'ravi',
        kind: 'mention',
        tagged: ['@lkopolice'],
      },
    ]);
    const [ticket] = await all();
    expect(ticket?.accusedUnit).toBe('u_up_lucknow_hazratganj');
    expect(await all(createActor({ unit: 'u_up_lucknow_hazratganj', role: 'station' }))).toHaveLength(0);
    const circle = desk.directory.byId('u_up_lucknow_hazratganj')?.parent ?? '';
    expect(await all(createActor({ unit: circle, role: 'circle' }))).toHaveLength(1);
  });

  it('opens a closed docket again when its owner writes that nothing came of it, and not for thanks', async () => {
    desk = await createTestDesk(engine);
    await take([{ id: '1', text: THEFT, author: 'ravi', kind: 'mention' }]);
    const close = () =>
      desk.deps.db.write(async (tx) => {
        await tx.updateRows(tx.tables.ticket, [{ id: first.id, state: 'closed', outcome: 'settled', closedAt: 1 }]);
        await moveAccess(tx, { num: first.num, state: 'closed' });
      });
    const first = (await all())[0] ?? expect.fail('no ticket');
    await close();
    await take([
      {
        id: '2',
        text: 'Thank you @Uppolice for the quick help, great work',
        author: 'ravi',
        kind: 'reply',
        inReplyTo: '1',
      },
    ]);
    expect((await all())[0]).toMatchObject({ state: 'closed' });
    await take([
      {
        id: '3',
        text: 'मेरा मोबाइल अभी तक नहीं मिला, कोई कार्रवाई नहीं हुई',
        author: 'ravi',
        kind: 'reply',
        inReplyTo: '1',
      },
    ]);
    expect((await all())[0]).toMatchObject({ state: 'open', outcome: null, closedAt: null });
    expect((await all())[0]?.dueAt).not.toBeNull();
  });

  it('goes on behind a message that cannot be dealt with', async () => {
    desk = await createTestDesk(engine);
    const run = desk.deps.stages.run.bind(desk.deps.stages);
    desk.deps.stages.run = (inputs) =>
      inputs.some((input) => input.text.includes('poison')) ? Promise.reject(new Error('unreadable')) : run(inputs);
    await take([
      { id: '1', text: 'poison', author: 'a', kind: 'mention' },
      { id: '2', text: THEFT, author: 'b', kind: 'mention' },
    ]);
    const { message } = desk.deps.db.tables;
    const states = await desk.deps.db.read.select({ id: message.externalId, state: message.state }).from(message);
    expect(Object.fromEntries(states.map((row) => [row.id, row.state]))).toEqual({ 1: 'failed', 2: 'done' });
  });

  it('settles every message once when two runs race', async () => {
    desk = await createTestDesk(engine);
    await desk.deliver(
      Array.from({ length: 80 }, (_, index) => ({
        id: String(index + 1),
        text: `${THEFT} ${index} number ${index * 7}`,
        author: `a${index}`,
        kind: 'mention',
      })),
    );
    const runs = [1, 2].map(() => createIntake({ deps: desk.deps }));
    for (const run of runs) run.wake();
    for (const run of runs) await run.idle();
    const { message, ticket } = desk.deps.db.tables;
    const messages = await desk.deps.db.read.select().from(message);
    expect(messages).toHaveLength(80);
    expect(messages.every((row) => row.state === 'done' && row.ticket !== null)).toBe(true);
    const dockets = (await desk.deps.db.read.select({ docket: ticket.docket }).from(ticket))
      .map((row) => row.docket)
      .filter(Boolean);
    expect(new Set(dockets).size).toBe(dockets.length);
  });
});
