import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChannelError, type ChannelDriver, type OutboundText } from '../../server/modules/channels/driver.types.ts';
import { xDescriptor } from '../../server/modules/channels/drivers/x/driver.ts';
import type { Reach } from '../../server/modules/officers/scope.rules.ts';
import { settleSend } from '../../server/modules/replies/relay.usecases.ts';
import { queueSends } from '../../server/modules/replies/outbox.usecases.ts';
import { people, refusal } from '../../server/modules/tickets/desk.testing.ts';
import { NOON } from '../../server/modules/inbound/inbound.testing.ts';
import { createManualClock } from '../../server/platform/clock/clock.ts';
import { createEventLog } from '../../server/platform/events/event-log.ts';
import { silentLog } from '../../server/platform/log/port.ts';
import { createTestDatabase, testEngines } from '../../server/platform/db/testing.ts';
import { relayOutbox, type OutboxDeps } from './outbox.ts';

const MINUTE = 60_000;

/** A service that remembers what it was given and answers as the test says. */
function createService() {
  const sent: OutboundText[] = [];
  let answer: () => Promise<{ externalId: string }> = () => Promise.resolve({ externalId: `x${sent.length}` });
  let looks = 0;
  let found: { externalId: string } | null = null;
  const driver: ChannelDriver = {
    descriptor: xDescriptor,
    parse: () => ({ items: [], gone: [], rejections: [] }),
    without: (body) => body,
    send: ({ outbound }) => {
      sent.push(outbound);
      return answer();
    },
    settle: () => {
      looks += 1;
      return Promise.resolve(found);
    },
  };
  return {
    driver,
    sent,
    looks: () => looks,
    answerWith: (next: typeof answer) => (answer = next),
    find: (externalId: string | null) => (found = externalId === null ? null : { externalId }),
  };
}

/** Both units that administer here stand at the top. */
const tree: Reach = { byId: () => ({ parent: null }), isUnder: () => true };

describe.each(testEngines)('the outbox on %s', (engine) => {
  let desk: {
    deps: Pick<OutboxDeps, 'db' | 'clock' | 'log' | 'events'> & { tree: Reach };
    clock: ReturnType<typeof createManualClock>;
    close: () => Promise<void>;
  };
  let service: ReturnType<typeof createService>;
  const account = { id: 'acc_up', handle: '@Uppolice', externalId: '111', credentials: {}, settings: {} };
  beforeEach(async () => {
    const db = await createTestDatabase(engine);
    const clock = createManualClock(NOON);
    desk = {
      deps: { db, clock, log: silentLog, events: createEventLog({ db, clock }), tree },
      clock,
      close: () => db.close(),
    };
    service = createService();
  });
  afterEach(() => desk.close());

  const run = async (isPaused = false): Promise<void> => {
    const deps = {
      ...desk.deps,
      connect: () => Promise.resolve(isPaused ? null : { driver: service.driver, account }),
    };
    while ((await relayOutbox(deps)) > 0);
  };
  const queue = async (id = 'out_1'): Promise<void> => {
    const base = {
      account: 'acc_up',
      ticket: 'tkt_1',
      purpose: 'reply',
      kind: 'reply',
      inReplyTo: '1',
      toContact: null,
      text: 'Hello',
      officer: null,
    } as const;
    await desk.deps.db.write(async (tx) =>
      queueSends(tx, {
        sends: [{ ...base, id, dedupeKey: id }],
        at: desk.clock.now(),
        notBefore: desk.clock.now() + 10_000,
      }),
    );
  };
  const row = async (id = 'out_1') => {
    const { outbox } = desk.deps.db.tables;
    return (await desk.deps.db.read.select().from(outbox).where(eq(outbox.id, id)))[0];
  };

  it('sends once, after the time to take it back, however many relay and how often', async () => {
    await queue();
    await run();
    expect(service.sent).toEqual([]);
    desk.clock.advance(10_000);
    await Promise.all([run(), run(), run()]);
    await run();
    expect(service.sent).toEqual([{ text: 'Hello', inReplyTo: '1', to: null, kind: 'reply' }]);
    expect(await row()).toMatchObject({ state: 'sent', externalId: 'x1', sentAt: desk.clock.now() });
    expect((await desk.deps.events.ofStream('ticket:tkt_1')).map((event) => event.type)).toEqual(['reply.sent']);
  });

  it('looks for what may have been sent and finds it', async () => {
    await queue();
    desk.clock.advance(10_000);
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'retry', ambiguous: true })));
    service.find('x7');
    await run();
    expect(service.sent).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent', externalId: 'x7' });
  });

  it('gives what is not found to a person after looks at 0, 60 and 300 seconds, and never sends it again by itself', async () => {
    await queue();
    desk.clock.advance(10_000);
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'retry', ambiguous: true })));
    await run();
    expect([service.looks(), (await row())?.state]).toEqual([1, 'settling']);
    desk.clock.advance(MINUTE);
    await run();
    expect([service.looks(), (await row())?.state]).toEqual([2, 'settling']);
    desk.clock.advance(4 * MINUTE);
    await run();
    expect([service.looks(), (await row())?.state]).toEqual([3, 'unknown']);
    desk.clock.advance(24 * 60 * MINUTE);
    await run();
    expect(service.sent).toHaveLength(1);
    expect(await refusal(settleSend(desk.deps, { actor: people.operator, id: 'out_1', sent: false }))).toBe(
      'officers.not_allowed',
    );
    service.answerWith(() => Promise.resolve({ externalId: 'x9' }));
    await settleSend(desk.deps, { actor: people.admin, id: 'out_1', sent: false });
    expect(await refusal(settleSend(desk.deps, { actor: people.admin, id: 'out_1', sent: false }))).toBe(
      'replies.not_unknown',
    );
    await run();
    expect(service.sent).toHaveLength(2);
    expect(await row()).toMatchObject({ state: 'sent', externalId: 'x9' });
  });

  it('looks for what a killed process had in hand, and sends the rest', async () => {
    await queue('out_1');
    await queue('out_2');
    desk.clock.advance(10_000);
    // It dies in the call: nothing comes back, nothing is written.
    service.answerWith(() => new Promise(() => undefined));
    const deps = { ...desk.deps, connect: () => Promise.resolve({ driver: service.driver, account }) };
    void relayOutbox(deps);
    while (service.sent.length === 0) await new Promise(setImmediate);
    expect([(await row('out_1'))?.state, (await row('out_2'))?.state].sort()).toEqual(['sending', 'waiting']);
    service.answerWith(() => Promise.resolve({ externalId: 'later' }));
    await run();
    expect(service.sent).toHaveLength(2);
    desk.clock.advance(MINUTE + 1);
    service.find('found');
    await run();
    expect(service.sent).toHaveLength(2);
    expect([(await row('out_1'))?.externalId, (await row('out_2'))?.externalId].sort()).toEqual(['found', 'later']);
  });

  it('waits as long as the channel asks, comes back after a plain failure, and ends what is refused', async () => {
    await queue();
    desk.clock.advance(10_000);
    const retryAt = desk.clock.now() + 5 * MINUTE;
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'rate', retryAt })));
    await run();
    expect(await row()).toMatchObject({ state: 'waiting', notBefore: retryAt });
    desk.clock.set(retryAt);
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'retry', ambiguous: false })));
    await run();
    expect(await row()).toMatchObject({ state: 'waiting', error: 'retry' });
    desk.clock.advance(30 * MINUTE);
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'forbidden', code: 'reply-not-allowed' })));
    await run();
    expect(await row()).toMatchObject({ state: 'failed', error: 'forbidden:reply-not-allowed' });
    desk.clock.advance(24 * 60 * MINUTE);
    await run();
    expect(service.sent).toHaveLength(3);
  });

  it('only looks for what may have been sent, also after a pause of the account', async () => {
    service.answerWith(() => Promise.reject(new ChannelError({ kind: 'retry', ambiguous: true })));
    await queue();
    desk.clock.advance(MINUTE);
    await run();
    expect(service.sent).toHaveLength(1);
    desk.clock.advance(MINUTE);
    await run(true);
    desk.clock.advance(10 * MINUTE);
    await run();
    expect(service.sent).toHaveLength(1);
    expect(service.looks()).toBeGreaterThan(0);
  });

  it('sends nothing while the account is paused or the outbox is fenced', async () => {
    await queue();
    desk.clock.advance(10_000);
    await run(true);
    expect(await row()).toMatchObject({ state: 'waiting', error: 'paused' });
    const { setting } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => tx.insertRows(setting, [{ name: 'fence', value: { at: 1 } }]));
    desk.clock.advance(MINUTE);
    await run();
    expect(service.sent).toEqual([]);
    await desk.deps.db.write(async (tx) => {
      await tx.delete(setting).where(eq(setting.name, 'fence'));
    });
    await run();
    expect(service.sent).toHaveLength(1);
  });
});
