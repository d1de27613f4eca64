import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../officers/actor.types.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { takeSends } from '../replies/relay.usecases.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { GOMTI_NAGAR, HAZRATGANJ, LUCKNOW, refusal } from '../tickets/desk.testing.ts';
import { readTicket } from '../tickets/detail.usecases.ts';
import { joinIncident, leaveIncident } from '../tickets/incident.usecases.ts';
import { replyToCitizen } from '../tickets/speak.usecases.ts';
import { splitTicket } from '../tickets/split.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import { askBack, openTicket } from '../tickets/triage.usecases.ts';
import { endLocks, liftLock, listHeld, setLock, settleHeld } from './lock.usecases.ts';
import { USUAL_HOURS } from './lock.rules.ts';
import { readPanel } from './panel.usecases.ts';
import { ACCUSING, createSpreadDesk, elsewhere, ranked, type SpreadDesk } from './spread.testing.ts';
import { lookAtReach } from './velocity.usecases.ts';
import { RULE } from './velocity.rules.ts';

const HOUR = 60 * 60_000;
const WORDS = 'हम इस पर कार्रवाई कर रहे हैं, अगली जानकारी शाम तक यहीं देंगे';
const ROUNDS = process.env.PUKAAR_FULL === '1' ? 100 : 6;

describe.each(testEngines)('one voice on %s', (engine) => {
  let desk: SpreadDesk;
  beforeAll(async () => {
    desk = await createSpreadDesk(engine);
  });
  afterAll(() => desk.close());

  const sight = async (id: string) => {
    const { lock: open } = await readPanel(desk.deps, { actor: ranked.chief, id });
    return { lock: open?.id ?? null, version: open?.version ?? 0 };
  };
  const lock = async (
    id: string,
    { actor = ranked.commissioner, position }: { actor?: Actor; position?: string } = {},
  ) => {
    const saw = await sight(id);
    return setLock(desk.deps, { actor, id, reason: 'Spreads fast', ...saw, ...(position ? { position } : {}) });
  };
  const lift = async (id: string, actor = ranked.commissioner) =>
    liftLock(desk.deps, { ...{ actor, id }, ...(await sight(id)) });
  const reply = async (id: string, { actor = ranked.station, kind = 'reply' as 'reply' | 'dm' } = {}) => {
    const { version } = await desk.read(id);
    desk.clock.advance(1000);
    return replyToCitizen(desk.deps, { actor, id, version, text: WORDS, kind, accept: [] });
  };
  const states = async (id: string) =>
    (await desk.outbox(id)).map(({ purpose, kind, state }) => `${purpose} ${kind} ${state}`);

  it('lets one position alone speak in public; others speak in private, and their acknowledgements wait', async () => {
    const { id } = await desk.plea();
    await lock(id, { actor: ranked.chief, position: 'pos_u_up_operator' });
    const { version } = await desk.read(id);
    desk.clock.advance(1000);
    // The desk speaks: its acknowledgement goes out.
    await openTicket(desk.deps, { actor: ranked.operator, id, version, owner: HAZRATGANJ });
    expect(await states(id)).toEqual(['acknowledgement reply waiting']);
    expect(await refusal(reply(id))).toBe('spread.one_voice');
    expect(await refusal(reply(id, { actor: ranked.chief }))).toBe('spread.one_voice');
    expect(await refusal(reply(id, { kind: 'dm' }))).toBeNull();
    expect(await refusal(reply(id, { actor: ranked.operator }))).toBeNull();
    expect((await states(id)).sort()).toEqual([
      ...['acknowledgement reply waiting', 'reply dm waiting', 'reply reply waiting'],
    ]);
    const shown = await readTicket(desk.deps, { actor: ranked.station, id });
    expect(shown.spread?.speaker).toMatchObject({ title: { en: 'operator u_up' }, isYou: false });
    // The work is done all the same: the docket is closed, and its answer waits.
    await takeUpTicket(desk.deps, { actor: ranked.station, id, version: (await desk.read(id)).version });
    await closeTicket(desk.deps, {
      ...{ actor: ranked.station, id, version: (await desk.read(id)).version, attachments: [], details: {} },
      ...{ outcome: 'settled' as const, internalText: 'Heard both sides', publicAnswer: 'दोनों पक्षों को सुना गया' },
    });
    expect(await desk.read(id)).toMatchObject({ state: 'closed' });
    expect(await states(id)).toContain('answer reply held');
    const record = (await desk.deps.events.ofStream(`ticket:${id}`)).map(({ type }) => type);
    expect(record.filter((type) => type === 'reply.held')).toHaveLength(1);
  });

  it('binds a matter that was split off too: its answers stand in the same thread', async () => {
    const plea = await desk.opened();
    const matter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' } as const;
    const split = () =>
      desk.read(plea.id).then(({ id, version }) => {
        desk.clock.advance(1000);
        return splitTicket(desk.deps, { actor: ranked.colleague, id, version, ...matter, owner: HAZRATGANJ });
      });
    const { split: early } = await split();
    await reply(early.id);
    await lock(plea.id);
    expect(await states(early.id)).toEqual(['acknowledgement reply held', 'reply reply held']);
    expect(await refusal(reply(early.id))).toBe('spread.one_voice');
    expect(await refusal(reply(early.id, { kind: 'dm' }))).toBeNull();
    expect(await refusal(reply(early.id, { actor: ranked.commissioner }))).toBeNull();
    const { split: late } = await split();
    expect(await states(late.id)).toEqual(['acknowledgement reply held']);
    // What slipped into the queue is held before it goes out.
    const { outbox } = desk.deps.db.tables;
    await desk.deps.db.write((tx) => tx.update(outbox).set({ state: 'waiting' }).where(eq(outbox.ticket, late.id)));
    desk.clock.advance(60_000);
    const taken = await takeSends(desk.deps, { leaseMs: 1000, limit: 50 });
    expect(taken.filter(({ ticket }) => ticket === late.id)).toEqual([]);
    const held = await listHeld(desk.deps, { actor: ranked.commissioner, tickets: [late.id] });
    expect(held).toMatchObject([{ isLocked: true }]);
    // Lifted from the page of the one, it is lifted for both.
    await lift(early.id);
    expect((await readPanel(desk.deps, { actor: ranked.chief, id: plea.id })).lock).toBeNull();
    expect(await refusal(reply(early.id))).toBeNull();
  });

  it('holds what others had queued, and gives it free once, or drops it, when an officer says so', async () => {
    const { id } = await desk.opened();
    await reply(id);
    expect(await states(id)).toEqual(['acknowledgement reply waiting', 'reply reply waiting']);
    await lock(id);
    expect(await states(id)).toEqual(['acknowledgement reply held', 'reply reply held']);
    desk.clock.advance(HOUR);
    expect((await takeSends(desk.deps, { leaseMs: 60_000, limit: 50 })).filter(({ ticket }) => ticket === id)).toEqual(
      [],
    );
    const [first, second] = await desk.outbox(id);
    const settle = (send = '', choice: 'release' | 'drop' = 'release', actor = ranked.operator) =>
      refusal(settleHeld(desk.deps, { actor, id, send, choice }));
    expect(await settle(first?.id)).toBe('spread.still_locked');
    await lift(id);
    expect(await states(id)).toEqual(['acknowledgement reply held', 'reply reply held']);
    expect(await settle(first?.id, 'release', elsewhere)).toBe('tickets.not_found');
    const both = await Promise.all([settle(first?.id), settle(first?.id)]);
    expect(both.sort()).toEqual([null, 'spread.not_held'].sort());
    expect(await settle(second?.id, 'drop')).toBeNull();
    expect(await settle(second?.id)).toBe('spread.not_held');
    expect(await states(id)).toEqual(['acknowledgement reply waiting', 'reply reply cancelled']);
    const sent = await takeSends(desk.deps, { leaseMs: 60_000, limit: 50 });
    expect(sent.filter(({ ticket }) => ticket === id).map((one) => one.id)).toEqual([first?.id]);
    expect(await desk.types(id)).toEqual(['locked', 'unlocked', 'held-release', 'held-drop']);
  });

  it('shows what was held to those alone who see the ticket', async () => {
    const { id } = await desk.opened();
    await lock(id);
    const seen = async (actor: Actor) =>
      (await listHeld(desk.deps, { actor })).filter(({ ticket }) => ticket === id).map(({ isLocked }) => isLocked);
    expect(await seen(ranked.operator)).toEqual([true]);
    expect(await seen(elsewhere)).toEqual([]);
    expect(await seen(ranked.admin)).toEqual([]);
    await lift(id);
    expect(await seen(ranked.station)).toEqual([false]);
  });

  it('shows no answer that was held before a complaint was split off to whom that one is about', async () => {
    const { id } = await desk.opened();
    await reply(id, { actor: ranked.chief });
    await lock(id);
    const held = async (actor: Actor) => (await listHeld(desk.deps, { actor, tickets: [id] })).length;
    expect([await held(ranked.station), await held(ranked.commissioner)]).toEqual([2, 2]);
    const { version } = await desk.read(id);
    desk.clock.advance(1000);
    await splitTicket(desk.deps, { actor: ranked.colleague, id, version, ...ACCUSING });
    expect([await held(ranked.station), await held(ranked.commissioner)]).toEqual([0, 2]);
    const [send] = await desk.outbox(id);
    const settle = settleHeld(desk.deps, { actor: ranked.station, id, send: send?.id ?? '', choice: 'drop' });
    expect(await refusal(settle)).toBe('spread.not_held');
  });

  it('takes a held message back with the act that queued it', async () => {
    const { id } = await desk.plea();
    const { version } = await desk.read(id);
    const { ticket } = await openTicket(desk.deps, { actor: ranked.operator, id, version, owner: HAZRATGANJ });
    await lock(id, { actor: ranked.chief });
    expect(await states(id)).toEqual(['acknowledgement reply held']);
    await undoLast(desk.deps, { actor: ranked.operator, id, version: ticket.version });
    expect(await states(id)).toEqual(['acknowledgement reply cancelled']);
  });

  it('stands for the whole incident, goes with its ticket, and stops at the door what came into it later', async () => {
    const first = await desk.opened();
    const second = await desk.opened();
    await lock(first.id);
    await reply(second.id);
    await joinIncident(desk.deps, {
      ...{ actor: ranked.operator, id: first.id, other: second.id, version: (await desk.read(first.id)).version },
    });
    // The locked one went to the other: its lock holds there.
    expect(await refusal(reply(second.id))).toBe('spread.one_voice');
    desk.clock.advance(HOUR);
    const taken = await takeSends(desk.deps, { leaseMs: 60_000, limit: 50 });
    expect(taken.filter(({ ticket }) => [first.id, second.id].includes(ticket))).toEqual([]);
    expect(await states(second.id)).toEqual(['acknowledgement reply held', 'reply reply held']);
    const record = await desk.deps.events.ofStream(`ticket:${second.id}`);
    const waits = record.filter(({ type }) => type === 'reply.held').map(({ data }) => data.send);
    expect(waits.sort()).toEqual((await desk.outbox(second.id)).map((one) => one.id).sort());
    await lift(second.id);
    expect(await refusal(reply(second.id))).toBeNull();
  });

  it('is the older one where two have come together: its position speaks, and is not held by the other', async () => {
    const first = await desk.opened();
    const second = await desk.opened();
    await lock(first.id);
    desk.clock.advance(1000);
    await lock(second.id, { actor: ranked.chief });
    await joinIncident(desk.deps, {
      ...{ actor: ranked.operator, id: first.id, other: second.id, version: (await desk.read(first.id)).version },
    });
    await reply(second.id, { actor: ranked.commissioner });
    desk.clock.advance(HOUR);
    const taken = await takeSends(desk.deps, { leaseMs: 60_000, limit: 50 });
    expect(taken.filter(({ ticket }) => ticket === second.id).map(({ purpose }) => purpose)).toEqual(['reply']);
  });

  it('looks for what a lost run may have given free before the restore, instead of sending it again', async () => {
    const { id } = await desk.opened();
    await lock(id);
    const [held] = await desk.outbox(id);
    const { outbox } = desk.deps.db.tables;
    // As the fence leaves it.
    await desk.deps.db.write(async (tx) =>
      tx
        .update(outbox)
        .set({ firstTriedAt: held?.createdAt ?? 0 })
        .where(eq(outbox.id, held?.id ?? '')),
    );
    await lift(id);
    await settleHeld(desk.deps, { actor: ranked.operator, id, send: held?.id ?? '', choice: 'release' });
    expect(await states(id)).toEqual(['acknowledgement reply settling']);
  });

  it('is left by no ticket but by its speaker, or by whoever may lift it, nor by taking a join back', async () => {
    const [first, second] = [await desk.opened(), await desk.opened()];
    const by = async (actor: Actor, id: string) => ({ actor, id, version: (await desk.read(id)).version });
    await joinIncident(desk.deps, { ...(await by(ranked.station, first.id)), other: second.id });
    await lock(second.id);
    const target = await by(ranked.station, first.id);
    expect(await refusal(undoLast(desk.deps, target))).toBe('spread.locked_in');
    expect(await refusal(leaveIncident(desk.deps, target))).toBe('spread.locked_in');
    expect((await desk.read(first.id)).incident).toBe(second.id);
    expect(await refusal(reply(first.id))).toBe('spread.one_voice');
    expect(await refusal(leaveIncident(desk.deps, await by(ranked.operator, first.id)))).toBeNull();
    const third = await desk.opened();
    await joinIncident(desk.deps, { ...(await by(ranked.station, third.id)), other: second.id });
    await lock(second.id, { actor: ranked.chief, position: `pos_${HAZRATGANJ}_station` });
    expect(await refusal(undoLast(desk.deps, await by(ranked.station, third.id)))).toBeNull();
  });

  it('tells why and by whom to those alone who see where it was set, and to all others who speaks', async () => {
    const [first, second] = [await desk.opened(), await desk.opened()];
    await joinIncident(desk.deps, {
      ...{ actor: ranked.operator, id: first.id, other: second.id, version: (await desk.read(first.id)).version },
    });
    await lock(first.id);
    const seen = async (id: string) => (await readPanel(desk.deps, { actor: ranked.station, id })).lock;
    expect(await seen(second.id)).toMatchObject({ reason: 'Spreads fast' });
    await transferTicket(desk.deps, {
      ...{ actor: ranked.operator, id: first.id, version: (await desk.read(first.id)).version },
      ...{ to: GOMTI_NAGAR, reason: 'There' },
    });
    expect(await seen(second.id)).toMatchObject({ position: `pos_${LUCKNOW}_district`, reason: null, setBy: null });
    expect((await readPanel(desk.deps, { actor: ranked.chief, id: second.id })).lock?.reason).toBe('Spreads fast');
  });

  it('is lifted as it was seen: a page that still shows the one before lifts nothing', async () => {
    const { id } = await desk.opened();
    await lock(id);
    const before = await sight(id);
    await lift(id);
    await lock(id, { actor: ranked.chief });
    expect((await sight(id)).version).toBe(before.version);
    const actor = ranked.commissioner;
    expect(await refusal(liftLock(desk.deps, { actor, id, ...before }))).toBe('spread.lock_changed');
    expect(await refusal(setLock(desk.deps, { actor, id, reason: 'Mine', ...before }))).toBe('spread.lock_changed');
  });

  it('is over when its time is, whether or not the job ran, and the job may run twice', async () => {
    const { id } = await desk.opened();
    desk.clock.advance(USUAL_HOURS * HOUR);
    await endLocks(desk.deps);
    await lock(id);
    desk.clock.advance(USUAL_HOURS * HOUR - 1);
    expect(await endLocks(desk.deps)).toBe(0);
    expect((await readPanel(desk.deps, { actor: ranked.station, id })).lock).not.toBeNull();
    desk.clock.advance(1);
    expect((await readPanel(desk.deps, { actor: ranked.station, id })).lock).toBeNull();
    expect(await refusal(reply(id))).toBeNull();
    const ended = await Promise.all([endLocks(desk.deps), endLocks(desk.deps)]);
    expect(ended.sort()).toEqual([0, 1]);
    await lock(id);
    desk.clock.advance(USUAL_HOURS * HOUR);
    // The next one may be set before the job has looked.
    expect(await refusal(lock(id))).toBeNull();
    await lift(id);
  });

  it('is set by the desk where it spreads, by seniors anywhere, by nobody else, and for a position that may know', async () => {
    const { id } = await desk.opened();
    expect(await refusal(lock(id, { actor: ranked.operator }))).toBe('spread.not_spreading');
    expect(await refusal(lock(id, { actor: ranked.station }))).toBe('officers.not_allowed');
    expect(await refusal(lock(id, { actor: elsewhere }))).toBe('tickets.not_found');
    expect(await refusal(lock(id, { position: 'pos_elsewhere' }))).toBe('spread.speaker_unknown');
    await desk.repost(id, RULE.quick);
    await lookAtReach(desk.deps);
    expect(await refusal(lock(id, { actor: ranked.operator, position: `pos_${HAZRATGANJ}_station` }))).toBeNull();
    expect(await refusal(reply(id))).toBeNull();
    expect(await refusal(reply(id, { actor: ranked.operator }))).toBe('spread.one_voice');
    expect(await refusal(askBack(desk.deps, { actor: ranked.operator, id, version: 1 }))).not.toBeNull();
    // Whoever speaks may hand it back himself.
    expect(await refusal(lift(id, ranked.station))).toBeNull();
    expect(await refusal(lift(id))).toBe('spread.lock_changed');
  });

  it(`of two who set it at one moment one does, and no answer slips through, ${ROUNDS} times`, async () => {
    const { id } = await desk.opened();
    for (let round = 0; round < ROUNDS; round += 1) {
      const set = (actor: Actor) =>
        refusal(setLock(desk.deps, { actor, id, reason: 'Spreads fast', lock: null, version: 0 }));
      const [one, other, said] = await Promise.all([
        ...[set(ranked.commissioner), set(ranked.chief)],
        refusal(reply(id)),
      ]);
      expect([one, other].sort()).toEqual([null, 'spread.lock_changed'].sort());
      expect([null, 'spread.one_voice', 'tickets.version_conflict']).toContain(said);
      const open = (await desk.outbox(id)).filter(({ state, purpose }) => state === 'waiting' && purpose === 'reply');
      expect(open).toEqual([]);
      await lift(id);
      for (const { id: send, state } of await desk.outbox(id))
        if (state === 'held') await settleHeld(desk.deps, { actor: ranked.operator, id, send, choice: 'drop' });
    }
  });
});
