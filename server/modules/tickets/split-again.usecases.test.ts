import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { undoLast } from './change.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type TicketDesk,
} from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { listTickets } from './list.usecases.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { splitTicket, type SecondMatter } from './split.usecases.ts';
import { transferTicket } from './station.usecases.ts';
import { claimDocket, readOwn } from './tracking.usecases.ts';
import { correctTicket, openTicket, type Corrections } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const RUNS = process.env.PUKAAR_FULL === '1' ? 60 : 6;
const SEED = process.env.PUKAAR_SEED ? Number(process.env.PUKAAR_SEED) : undefined;

const EXTORTION = 'A shopkeeper is made to pay each week, and the SHO of Hazratganj takes his share';
const SHARE = 'The SHO of Hazratganj takes a share of what the shopkeeper pays';
const PAYS = 'A shopkeeper is made to pay each week';
const SNATCHED = 'A mobile was snatched at the crossing';
const LAMPS: SecondMatter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' };
const ACCUSING: SecondMatter = {
  ...{ text: SHARE, category: 'police-misconduct', aboutPolice: 'yes', summary: PAYS, owner: HAZRATGANJ },
  accusation: 'moves',
};
const { operator, station, commissioner, stranger } = people;
const readers = [operator, commissioner, station, stranger];

const of = fc.nat(4);
const step = fc.record({
  act: fc.oneof(
    fc.record({
      verb: fc.constant('split' as const),
      of,
      matter: fc.constantFrom<SecondMatter[]>(
        LAMPS,
        { ...LAMPS, owner: GOMTI_NAGAR },
        { ...LAMPS, category: 'women-safety', owner: HAZRATGANJ },
        ACCUSING,
        { ...ACCUSING, accusation: 'stays', urgency: 'life-risk' },
      ),
    }),
    fc.record({
      verb: fc.constant('correct' as const),
      of,
      set: fc.constantFrom<Corrections[]>(
        { aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
        { aboutPolice: 'no' },
        { category: 'women-safety' },
        { category: 'theft' },
        { language: 'en' },
      ),
    }),
    fc.record({ verb: fc.constant('transfer' as const), of, to: fc.constantFrom(HAZRATGANJ, GOMTI_NAGAR, LUCKNOW) }),
  ),
  isKept: fc.boolean(),
});

describe.each(testEngines)('a matter split off from one that was split off on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const by = (actor: typeof operator, { id, version }: Pick<Ticket, 'id' | 'version'>) => ({ actor, id, version });
  const told = (actor: typeof operator, id: string) => readTicket(desk.deps, { actor, id });
  const split = async (id: string, matter: SecondMatter) => {
    desk.clock.advance(1000);
    return splitTicket(desk.deps, { ...by(operator, await desk.read(id)), ...matter });
  };
  const correct = async (id: string, set: Corrections) => {
    desk.clock.advance(1000);
    return correctTicket(desk.deps, { ...by(operator, await desk.read(id)), ...set });
  };
  const open = async (id: string) => {
    desk.clock.advance(1000);
    return openTicket(desk.deps, { ...by(operator, await desk.read(id)), owner: HAZRATGANJ });
  };
  const undo = async (id: string) => {
    desk.clock.advance(1000);
    return undoLast(desk.deps, by(operator, await desk.read(id)));
  };
  const find = async (actor: typeof operator, q: string) =>
    (await listTickets(desk.deps, { actor, q, before: null, limit: 100 })).tickets.map(({ id }) => id);
  const sendsOf = async (id: string) => {
    const { outbox } = desk.deps.db.tables;
    const rows = await desk.deps.db.read.select().from(outbox).where(eq(outbox.ticket, id)).orderBy(asc(outbox.id));
    return rows.filter(({ state }) => state !== 'cancelled');
  };

  /** Everything that says how a ticket stands, but version and time of writing. */
  async function standing(id: string) {
    const { read, tables } = desk.deps.db;
    const { version: _version, updatedAt: _updated, ...columns } = await desk.read(id);
    const { ticketAccess: access, ticketConflict: conflict, clock } = tables;
    return {
      columns,
      access: await read.select().from(access).where(eq(access.num, columns.num)).orderBy(asc(access.unit)),
      conflicts: await read.select().from(conflict).where(eq(conflict.num, columns.num)),
      clocks: await read.select().from(clock).where(eq(clock.ticket, id)).orderBy(asc(clock.kind)),
      sends: await sendsOf(id),
      found: await Promise.all(readers.map(async (actor) => (await find(actor, 'मोबाइल')).includes(id))),
    };
  }

  it('stands in the thread of the first, with a number of its own', async () => {
    const plea = await desk.plea({ id: '5150', author: 'asha' });
    const { split: first } = await split(plea.id, { ...LAMPS, text: EXTORTION, owner: HAZRATGANJ });
    const { ticket, split: made } = await split(first.id, { ...LAMPS, owner: GOMTI_NAGAR });
    const second = await desk.read(made.id);
    expect(second).toMatchObject({ splitFrom: first.id, state: 'open', reporter: plea.reporter });
    expect(new Set([second.docket, ticket.docket])).toEqual(new Set([second.docket, first.docket]));
    expect(await told(operator, first.id)).toMatchObject({
      splitFrom: { id: plea.id },
      splits: [{ id: second.id }],
    });
    desk.clock.advance(1000);
    await replyToCitizen(desk.deps, {
      ...by(stranger, second),
      ...{ text: 'हम इस पर कार्रवाई कर रहे हैं, शाम तक बताएँगे', accept: [], kind: 'reply' },
    });
    expect((await sendsOf(second.id)).map(({ inReplyTo, toContact }) => [inReplyTo, toContact])).toEqual([
      ['5150', plea.reporter],
      ['5150', plea.reporter],
    ]);
    // Its owner proves it by a word in the one thread that there is.
    const mine = await claimDocket(desk.deps, second.docket ?? '');
    const reply = { author: 'asha', kind: 'reply', inReplyTo: '5150', text: `@Uppolice ${mine.word}` };
    await desk.take([{ id: '51501', ...reply }]);
    const own = readOwn(desk.deps, { typed: second.docket ?? '', token: mine.token });
    expect(await refusal(own)).toBeNull();
  });

  it('that complains of police veils every ticket that its words came with', async () => {
    const plea = await desk.plea();
    const { split: first } = await split(plea.id, { ...LAMPS, text: EXTORTION, owner: HAZRATGANJ });
    await addNote(desk.deps, { ...by(operator, await desk.read(plea.id)), text: 'She names the SHO too' });
    await open(plea.id);
    expect(await told(station, plea.id)).toMatchObject({ notes: [{ text: 'She names the SHO too' }] });
    const { split: second } = await split(first.id, ACCUSING);
    for (const id of [plea.id, first.id]) {
      const seen = await told(station, id);
      expect(seen).toMatchObject({ isVeiled: true, messages: [], notes: [], ticket: { headline: PAYS } });
      expect(JSON.stringify(seen)).not.toMatch(new RegExp(`share|SHO|${second.id}`));
      expect(await told(commissioner, id)).toMatchObject({ isVeiled: false });
    }
    expect(await find(station, 'shopkeeper')).toEqual(expect.arrayContaining([plea.id, first.id]));
    expect(await find(station, 'मोबाइल')).not.toContain(plea.id);
    expect(await find(operator, 'share')).toEqual([second.id]);
    await undo(first.id);
    expect(await told(station, plea.id)).toMatchObject({ isVeiled: false, notes: [{ text: 'She names the SHO too' }] });
    expect(await told(station, first.id)).toMatchObject({ isVeiled: false });
    expect(await find(station, 'मोबाइल')).toContain(plea.id);
  });

  it('takes a complaint about police along without opening the first to those complained of', async () => {
    const plea = await desk.plea({ text: 'हजरतगंज चौराहे पर मेरा मोबाइल छीना गया और थानेदार रिश्वत माँग रहे हैं, मदद करें' });
    const { split: first } = await split(plea.id, { ...ACCUSING, text: EXTORTION, summary: SNATCHED });
    await open(plea.id);
    expect(await told(station, plea.id)).toMatchObject({ isVeiled: true, ticket: { headline: SNATCHED } });
    await split(first.id, ACCUSING);
    // The first part is open to them now, by its summary; the plea is read by the words that were written for it.
    expect(await desk.read(first.id)).toMatchObject({ aboutPolice: 'no', accusedUnit: null });
    expect(await told(station, plea.id)).toMatchObject({ isVeiled: true, ticket: { headline: SNATCHED } });
    expect(JSON.stringify(await told(station, plea.id))).not.toContain('थानेदार');
  });

  it('is protected with the first, and free again with it', async () => {
    const plea = await desk.plea();
    const { split: first } = await split(plea.id, { ...LAMPS, owner: HAZRATGANJ });
    const { split: second } = await split(first.id, { ...LAMPS, owner: GOMTI_NAGAR });
    const waiting = async () => (await sendsOf(second.id)).map(({ state }) => state);
    expect(await waiting()).toEqual(['waiting']);
    await correct(plea.id, { category: 'women-safety' });
    expect((await desk.read(second.id)).protected).toBe(true);
    expect(await waiting()).toEqual([]);
    await undo(plea.id);
    expect((await desk.read(second.id)).protected).toBe(false);
    expect(await waiting()).toEqual(['waiting']);
  });

  it('is gone when it is taken back, and keeps the one that it came from from being taken back', async () => {
    const plea = await desk.plea();
    const done = await split(plea.id, { ...LAMPS, owner: HAZRATGANJ });
    const before = [await standing(plea.id), await standing(done.split.id)];
    const { split: second } = await split(done.split.id, ACCUSING);
    expect(await refusal(undoLast(desk.deps, by(operator, done.ticket)))).toBe('tickets.undo_acted_since');
    await undo(done.split.id);
    expect([await standing(plea.id), await standing(done.split.id)]).toEqual(before);
    expect(await desk.read(second.id)).toMatchObject({ state: 'withdrawn', headline: '', summary: null });
    for (const actor of readers) expect(await refusal(told(actor, second.id))).toBe('tickets.not_found');
  });

  it('restores all exactly along any history, and never lets anybody read more', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const { id: plea } = await desk.plea();
        const { split: part } = await split(plea, { ...LAMPS, owner: HAZRATGANJ });
        const { split: again } = await split(part.id, LAMPS);
        const family = [plea, part.id, again.id];
        for (const { act, isKept } of steps) {
          const id = family[act.of % family.length] ?? '';
          const before = await Promise.all(family.map(standing));
          desk.clock.advance(1000);
          let made: string | null = null;
          const ticket = await desk.read(id);
          const refused = await refusal(
            act.verb === 'split'
              ? split(id, act.matter).then(({ split: part }) => (made = part.id))
              : act.verb === 'correct'
                ? correct(id, act.set)
                : transferTicket(desk.deps, { ...by(operator, ticket), to: act.to, reason: 'Theirs' }),
          );
          expect([null, 'tickets.wrong_state', 'tickets.owner_missing', 'officers.not_allowed']).toContain(refused);
          if (refused !== null) continue;
          if (!isKept) {
            await undo(id);
            expect(await Promise.all(family.map(standing))).toEqual(before);
            continue;
          }
          if (made !== null) family.push(made);
          await checkSight(family);
        }
      }),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) },
    );
  });

  /** Whoever may not see a part that complains of police reads no words of what it came from; what is protected stays so below. */
  async function checkSight(family: readonly string[]): Promise<void> {
    const tickets = new Map(await Promise.all(family.map(async (id) => [id, await desk.read(id)] as const)));
    for (const part of tickets.values()) {
      const above: Ticket[] = [];
      for (let at = part.splitFrom; at !== null; at = tickets.get(at)?.splitFrom ?? null) {
        const origin = tickets.get(at);
        if (origin) above.push(origin);
      }
      if (above[0]?.protected) expect(part.protected).toBe(true);
      if (part.aboutPolice === 'no') continue;
      for (const actor of readers) {
        if ((await refusal(told(actor, part.id))) === null) continue;
        for (const { id } of above) {
          const seen = await told(actor, id).catch(() => null);
          if (seen !== null) expect(seen).toMatchObject({ isVeiled: true, messages: [] });
        }
      }
    }
  }
});
