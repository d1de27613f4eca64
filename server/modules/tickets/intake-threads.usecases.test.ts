import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { jsonlDriver } from '../channels/drivers/jsonl/driver.ts';
import type { InboundItem } from '../channels/driver.types.ts';
import { parseEnvelope, storeEnvelope } from '../inbound/envelopes.usecases.ts';
import { settleStaged, stageNext } from '../inbound/intake.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, type TicketDesk } from './desk.testing.ts';
import { listTickets } from './list.usecases.ts';
import { markNotForUs, openTicket } from './triage.usecases.ts';
import { closeTicket, takeUpTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const DAY = 24 * 60 * 60_000;
const THEFT = 'हजरतगंज चौराहे पर दो लड़के मेरा मोबाइल छीनकर भाग गए, कृपया मदद करें';
const WIRE = 'मेरे पति मुझे रोज़ मारते हैं और जान से मारने की धमकी देते हैं, हजरतगंज में रहती हूँ';

describe.each(testEngines)('threads, retweets and deletions on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const dm = (id: string, text: string) => ({ id, text, author: 'asha', kind: 'dm', conversation: 'c1' });
  const only = async (): Promise<Ticket> => {
    const [ticket, ...others] = await desk.everything();
    if (!ticket || others.length > 0) throw new Error('not one ticket');
    return ticket;
  };
  const events = async (id: string) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).map(({ type, data }) => ({ type, data }));
  const close = async ({ id, version }: Ticket): Promise<void> => {
    const opened = await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const taken = await takeUpTicket(desk.deps, { actor: people.station, id, version: opened.ticket.version });
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id, version: taken.ticket.version },
      ...{
        outcome: 'settled' as const,
        details: {},
        internalText: 'Heard both sides',
        publicAnswer: 'Settled',
        attachments: [],
      },
    });
  };
  /** Delivers what a driver read, versions and deletions included. */
  async function deliver({
    items = [],
    gone = [],
  }: {
    items?: Partial<InboundItem>[];
    gone?: string[];
  }): Promise<void> {
    const base = jsonlDriver.parse(JSON.stringify({ id: '1', text: 'x', author: 'asha', tagged: ['@lkopolice'] }))
      .items[0];
    const parsed = { items: items.map((item) => ({ ...base, ...item })), gone, rejections: [] };
    const deps = {
      ...desk.deps,
      driver: () => ({ ...jsonlDriver, parse: (body: string) => JSON.parse(body) as never }),
    };
    const id = await desk.deps.db.write(async (tx) =>
      storeEnvelope(deps, tx, {
        ...{ account: 'acc_up', stream: 'mentions', driver: 'x' },
        ...{ body: JSON.stringify(parsed), receivedAt: desk.clock.now() },
      }),
    );
    await parseEnvelope(deps, id);
    for (;;) {
      const staged = await stageNext(deps, { limit: 50, skip: 0 });
      if (!staged) return;
      await settleStaged(deps, staged);
    }
  }

  it('goes on with a private thread while its matter is fresh, and begins another when it is long over', async () => {
    await desk.take([dm('1', THEFT)]);
    await close(await only());
    desk.clock.advance(2 * DAY);
    await desk.take([dm('2', 'अभी तक मोबाइल चोरी पर कुछ नहीं हुआ, हजरतगंज थाना')]);
    const first = await only();
    expect(first.state).toBe('open');
    const again = await takeUpTicket(desk.deps, { actor: people.station, id: first.id, version: first.version });
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id: first.id, version: again.ticket.version },
      ...{
        outcome: 'settled' as const,
        details: {},
        internalText: 'Heard both sides',
        publicAnswer: 'Settled',
        attachments: [],
      },
    });
    desk.clock.advance(8 * DAY);
    await desk.take([dm('3', 'मेरी दुकान के बाहर हजरतगंज में रात को चोरी हो गई')]);
    const all = await desk.everything();
    expect(all).toHaveLength(2);
    const second = all.find(({ id }) => id !== first.id);
    expect(second?.conversation).toBe(first.conversation);
    expect((await events(second?.id ?? ''))[0]?.data.after).toBe(first.id);
    expect((await events(first.id)).at(-1)).toMatchObject({ type: 'ticket.continued', data: { ticket: second?.id } });
    await desk.take([dm('4', 'दुकान में चोरी वाली बात पर क्या हुआ')]);
    expect(await desk.everything()).toHaveLength(2);
    expect(
      (await desk.read(second?.id ?? '')).wroteAgainAt ?? (await events(second?.id ?? '')).at(-1)?.type,
    ).toBeTruthy();
  });

  it('begins another matter in a private thread at once when it is plainly about something else', async () => {
    await desk.take([dm('1', THEFT)]);
    const first = await only();
    expect(first.category).not.toBeNull();
    await close(first);
    await desk.take([dm('2', WIRE)]);
    const all = await desk.everything();
    expect(all).toHaveLength(2);
    expect((await desk.read(first.id)).state).toBe('closed');
  });

  it('lets a thread that was set aside rest after a week', async () => {
    await desk.take([dm('1', THEFT)]);
    const { id, version } = await only();
    await markNotForUs(desk.deps, { actor: people.operator, id, version, reason: 'praise' });
    desk.clock.advance(8 * DAY);
    await desk.take([dm('2', 'मेरी दुकान में हजरतगंज में रात को चोरी हो गई')]);
    expect(await desk.everything()).toHaveLength(2);
  });

  it('makes no ticket of a bare retweet, and counts it once its post is there', async () => {
    const retweet = (id: string) => ({
      id,
      text: `RT @asha: ${THEFT}`,
      author: `r${id}`,
      kind: 'retweet',
      retweetOf: '900',
    });
    await desk.take([retweet('11')]);
    expect(await desk.everything()).toEqual([]);
    const { message } = desk.deps.db.tables;
    expect(await desk.deps.db.read.select().from(message)).toMatchObject([{ state: 'done', ticket: null }]);
    // One that is known already, one that comes in the same portion as its post.
    await desk.take([retweet('12'), { id: '900', text: THEFT, author: 'asha', kind: 'mention' }]);
    const ticket = await only();
    expect(ticket.reach).toBe(2);
    const rows = await desk.deps.db.read.select().from(message).where(eq(message.ticket, ticket.id));
    expect(rows.map((row) => row.externalId).sort()).toEqual(['11', '12', '900']);
    await desk.take([{ id: '900', text: THEFT, author: 'asha', kind: 'mention' }, retweet('13')]);
    expect((await only()).reach).toBe(3);
  });

  it('leaves a tombstone of what was deleted, which nothing finds', async () => {
    await deliver({ items: [{ externalId: '500', versionId: '500', text: THEFT }] });
    await deliver({ gone: ['500'] });
    const { prediction } = desk.deps.db.tables;
    expect(await desk.deps.db.read.select().from(prediction)).toEqual([]);
    expect((await only()).headline).toBe('');
    const { tickets } = await listTickets(desk.deps, { actor: people.operator, q: 'मोबाइल', before: null, limit: 10 });
    expect(tickets).toEqual([]);
  });
});
