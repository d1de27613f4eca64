import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { setLock } from '../spread/lock.usecases.ts';
import { createSpreadDesk, ranked, type SpreadDesk } from '../spread/spread.testing.ts';
import { replyToCitizen } from '../tickets/speak.usecases.ts';
import { splitTicket } from '../tickets/split.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { Tx } from '../../schema.ts';
import { takeSends } from './relay.usecases.ts';

const WORDS = 'हम इस पर कार्रवाई कर रहे हैं, अगली जानकारी शाम तक यहीं देंगे';
const LAMPS = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' } as const;

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe.each(testEngines)('what is taken to be sent on %s', (engine) => {
  let desk: SpreadDesk;
  beforeAll(async () => {
    desk = await createSpreadDesk(engine);
  });
  afterAll(() => desk.close());

  const take = () => takeSends(desk.deps, { leaseMs: 60_000, limit: 1 });
  const states = async (id: string) =>
    (await desk.outbox(id)).filter(({ purpose }) => purpose === 'reply').map(({ state, error }) => [state, error]);
  /** All that was queued before is out of the way. */
  const drain = () => desk.deps.db.write((tx) => tx.update(tx.tables.outbox).set({ state: 'sent' }));
  async function replied(id: string): Promise<void> {
    const { version } = await desk.read(id);
    desk.clock.advance(1000);
    await replyToCitizen(desk.deps, {
      ...{ actor: ranked.station, id, version, text: WORDS, kind: 'reply', accept: [] },
    });
    desk.clock.advance(60_000);
  }
  const lock = (id: string) =>
    setLock(desk.deps, { actor: ranked.commissioner, id, reason: 'Spreads fast', lock: null, version: 0 });

  /** Takes what is due while a change of the ticket is written and not yet committed. */
  async function takeDuring(change: (tx: Tx) => Promise<unknown>): Promise<string[]> {
    const { db } = desk.deps;
    const [written, done] = [gate(), gate()];
    const changing = db.write(async (tx) => {
      await change(tx);
      written.open();
      await done.passed;
    });
    await written.passed;
    const taking = take();
    let isOver = db.engine === 'sqlite';
    void taking.then(() => (isOver = true));
    const waiting = sql`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while (!isOver && (await db.read.all(waiting)).length === 0);
    done.open();
    await changing;
    return (await taking).map(({ ticket }) => ticket);
  }
  const set = (id: string, columns: Partial<Ticket>) => (tx: Tx) =>
    tx.update(tx.tables.ticket).set(columns).where(eq(tx.tables.ticket.id, id));

  it('is held when its docket comes into a locked incident in that moment', async () => {
    const [locked, other] = [await desk.opened(), await desk.opened()];
    await drain();
    await replied(other.id);
    await lock(locked.id);
    expect(await takeDuring(set(other.id, { incident: locked.id }))).toEqual([]);
    expect(await states(other.id)).toEqual([['held', 'one-voice']]);
  });

  it('is held when the docket that its own was split off from comes into a locked incident in that moment', async () => {
    const [locked, origin] = [await desk.opened(), await desk.opened()];
    const { version } = await desk.read(origin.id);
    const { split } = await splitTicket(desk.deps, {
      ...{ actor: ranked.operator, id: origin.id, version, ...LAMPS, owner: origin.owner ?? undefined },
    });
    const part = await desk.read(split.id);
    const { split: again } = await splitTicket(desk.deps, {
      ...{ actor: ranked.operator, id: part.id, version: part.version, ...LAMPS, owner: origin.owner ?? undefined },
    });
    await drain();
    await replied(again.id);
    await lock(locked.id);
    expect(await takeDuring(set(origin.id, { incident: locked.id }))).toEqual([]);
    expect(await states(again.id)).toEqual([['held', 'one-voice']]);
  });

  it('is taken back when its docket becomes protected in that moment', async () => {
    const { id } = await desk.opened();
    await drain();
    await replied(id);
    expect(await takeDuring(set(id, { protected: true }))).toEqual([]);
    expect(await states(id)).toEqual([['cancelled', 'became-protected']]);
  });

  it('does not keep what may go out behind it waiting', async () => {
    const [locked, free] = [await desk.opened(), await desk.opened()];
    await drain();
    await replied(locked.id);
    await replied(free.id);
    await lock(locked.id);
    // As a release by mistake would leave it.
    const { outbox } = desk.deps.db.tables;
    await desk.deps.db.write((tx) => tx.update(outbox).set({ state: 'waiting' }).where(eq(outbox.ticket, locked.id)));
    expect((await take()).map(({ ticket }) => ticket)).toEqual([free.id]);
    expect((await states(locked.id)).map(([state]) => state)).toEqual(['held']);
  });
});
