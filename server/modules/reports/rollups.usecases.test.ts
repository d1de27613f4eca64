import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { isDomainError } from '../../platform/errors.ts';
import { markBreaches } from '../tickets/breach.usecases.ts';
import { undoLast } from '../tickets/change.usecases.ts';
import { createTicket } from '../tickets/create.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  type TicketDesk,
} from '../tickets/desk.testing.ts';
import { joinIncident, leaveIncident } from '../tickets/incident.usecases.ts';
import { acceptOffer, bounceTicket, returnOffer } from '../tickets/offer.usecases.ts';
import { pauseTicket, resumeTicket } from '../tickets/pause.usecases.ts';
import { reopenTicket, verifyTicket } from '../tickets/review.usecases.ts';
import { replyToCitizen } from '../tickets/speak.usecases.ts';
import { splitTicket } from '../tickets/split.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { recordVerdict } from '../tickets/verdict.usecases.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from '../tickets/triage.usecases.ts';
import { foldEvents } from './fold.usecases.ts';
import { allRows, readState } from './fold.repository.ts';
import { recount } from './recount.usecases.ts';
import { foldAll } from './rollups.testing.ts';

const RUNS = process.env.PUKAAR_FULL === '1' ? 60 : 5;
const SEED = process.env.PUKAAR_SEED ? Number(process.env.PUKAAR_SEED) : Date.now() % 1_000_000;
const HOUR = 60 * 60_000;

const unit = fc.constantFrom(HAZRATGANJ, GOMTI_NAGAR, LUCKNOW, 'u_up');
const verbs = [
  ...['open', 'ask-back', 'not-for-us', 'correct', 'transfer', 'take-up', 'close', 'verify', 'reopen', 'reply'],
  ...[
    'undo',
    'undo',
    'join',
    'leave',
    'split',
    'plea',
    'take-down',
    'write-again',
    'wait',
    'deadlines',
    'fold',
    'yes',
    'no',
    'pause',
    'resume',
    'bounce',
    'come-back',
    'accept',
    'danger',
  ],
] as const;
const act = fc.record({
  verb: fc.constantFrom(...verbs, 'open', 'close', 'take-up', 'undo'),
  which: fc.nat(20),
  other: fc.nat(20),
  unit,
  hours: fc.nat(60),
  category: fc.constantFrom('theft', 'women-safety', 'traffic', 'police-misconduct'),
  accused: fc.constantFrom(HAZRATGANJ, GOMTI_NAGAR, null),
});
type Step = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What most dockets go through, so that every history has something to take back, hide and move. */
const LIFE = (
  [
    'plea',
    'open',
    'pause',
    'resume',
    'bounce',
    'come-back',
    'pause',
    'transfer',
    'take-up',
    'close',
    'no',
    'yes',
    'close',
    'reopen',
    'undo',
  ] as const
).map((verb): Step => ({
  ...{ verb, which: 0, other: 1, unit: verb === 'open' ? HAZRATGANJ : GOMTI_NAGAR },
  ...{ hours: 1, category: 'theft', accused: null },
}));

/** Does what the step says with whoever may do most; what is refused changes nothing. */
async function take(desk: TicketDesk, step: Step): Promise<void> {
  const { deps } = desk;
  const tickets = (await desk.everything()).sort((one, other) => other.num - one.num);
  // One of the newest: they have most of their life before them.
  const one = tickets[step.which % Math.max(1, Math.min(4, tickets.length))];
  if (step.verb === 'wait') return desk.clock.advance(step.hours * HOUR);
  if (step.verb === 'deadlines') return void (await markBreaches(deps, { limit: 100 }));
  if (step.verb === 'fold') return foldAll(deps);
  if (step.verb === 'plea' || !one) return void (await desk.plea());
  const { operator, commissioner, chief } = people;
  const target = { id: one.id, version: one.version };
  const other = tickets[step.other % Math.min(6, tickets.length)]?.id ?? '';
  const report = {
    outcome: step.which % 2 === 0 ? ('counselled' as const) : ('not_found' as const),
    details: {},
    internalText: 'Both brothers were heard at the shop',
    publicAnswer: 'Settled',
    attachments: [],
  };
  const taker = one.offered === GOMTI_NAGAR ? people.stranger : people.station;
  const given = { ticket: one.id, way: 'page', actor: 'citizen' } as const;
  // What is urgent is not bounced.
  const urgency = step.which % 3 === 0 ? ('normal' as const) : undefined;
  const aboutPolice = step.accused === null ? ('no' as const) : ('yes' as const);
  const doing: Record<Exclude<Step['verb'], 'wait' | 'deadlines' | 'fold' | 'plea'>, () => Promise<unknown>> = {
    open: () => openTicket(deps, { ...target, actor: operator, owner: step.unit, category: step.category, urgency }),
    'ask-back': () => askBack(deps, { ...target, actor: operator }),
    'not-for-us': () => markNotForUs(deps, { ...target, actor: operator, reason: 'praise' }),
    correct: () =>
      correctTicket(deps, {
        ...{ ...target, actor: operator, category: step.category, aboutPolice, accusedUnit: step.accused },
      }),
    transfer: () => transferTicket(deps, { ...target, actor: chief, to: step.unit, reason: 'It happened there' }),
    'take-up': () => takeUpTicket(deps, { ...target, actor: commissioner }),
    close: () => closeTicket(deps, { ...target, actor: commissioner, ...report }),
    verify: () => verifyTicket(deps, { ...target, actor: chief }),
    reopen: () => reopenTicket(deps, { ...target, actor: chief, reason: 'Nothing was done' }),
    reply: () => replyToCitizen(deps, { ...target, actor: chief, text: 'We are looking into it', kind: 'reply' }),
    undo: async () => {
      for (const actor of [operator, commissioner, chief])
        await undoLast(deps, { ...target, actor }).catch(ignoreRefusal);
    },
    join: () => joinIncident(deps, { ...target, actor: operator, other }),
    leave: () => leaveIncident(deps, { ...target, actor: operator }),
    split: () =>
      splitTicket(deps, {
        ...{ ...target, actor: operator, text: 'The lamps of the lane are broken', category: 'traffic' },
        ...(step.which % 2 === 0 ? { owner: step.unit } : {}),
        aboutPolice,
        summary: 'Of two matters the first one',
        accusation: 'moves',
      }),
    'take-down': () =>
      createTicket(deps, {
        ...{
          actor: operator,
          text: `Taken down by hand at ${step.hours}`,
          unit: step.unit,
          open: step.which % 2 === 0,
        },
      }),
    pause: () => pauseTicket(deps, { ...target, actor: commissioner, reason: 'agency', note: 'The bank is asked' }),
    resume: () => resumeTicket(deps, { ...target, actor: commissioner }),
    bounce: () => bounceTicket(deps, { ...target, actor: commissioner, to: step.unit, reason: 'It happened there' }),
    'come-back': () => returnOffer(deps, { ...target, actor: taker, reason: 'It did not' }),
    accept: () => acceptOffer(deps, { ...target, actor: taker }),
    danger: () => correctTicket(deps, { ...target, actor: operator, urgency: 'life-risk' }),
    yes: () => deps.db.write((tx) => recordVerdict(deps, tx, { ...given, said: 'solved' })),
    no: () => deps.db.write((tx) => recordVerdict(deps, tx, { ...given, said: 'not-solved' })),
    'write-again': async () => {
      const { message } = deps.db.tables;
      const plea = (await deps.db.read.select().from(message)).find((row) => row.ticket === one.id);
      if (plea?.account !== 'acc_up') return;
      const id = `77${step.hours}${step.which}${step.other}${(await desk.everything()).length}`;
      const author = step.which % 2 === 0 ? plea.contact : `voice${step.other}`;
      await desk.take([
        { id, text: 'फिर से लिख रहा हूँ, अभी तक कुछ नहीं हुआ', author, kind: 'reply', inReplyTo: plea.externalId },
      ]);
    },
  };
  await doing[step.verb]().catch(ignoreRefusal);
}

function ignoreRefusal(error: unknown): void {
  if (!isDomainError(error)) throw error;
}

describe.each(testEngines)('roll-ups on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  }, 120_000);
  afterAll(() => desk.close());

  const open = async (ticket: Ticket, owner = HAZRATGANJ) =>
    (await openTicket(desk.deps, { actor: people.operator, id: ticket.id, version: ticket.version, owner })).ticket;

  it('equal a recount from the record after any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (steps) => {
        for (const step of [...LIFE, ...steps]) {
          await take(desk, step);
          desk.clock.advance(1000 + (step.hours % 3) * 4000);
        }
        await foldAll(desk.deps);
        const { wrong, tickets } = await recount({ db: desk.deps.db, tree: desk.deps.tree });
        expect(tickets).toBe((await desk.everything()).length);
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    const types = new Set((await desk.deps.events.after(0, 100_000)).map(({ type }) => type));
    for (const name of [
      'paused',
      'resumed',
      'offered',
      'offer-returned',
      'verdict',
      'opened',
      'transferred',
      'closed',
      'reopened',
      'undone',
    ])
      expect(types).toContain(`ticket.${name}`);
  }, 120_000);

  it('take in once what was there before them, stopped and begun again, by two at a time', async () => {
    const { deps } = desk;
    const { rollup, rollupTicket, rollupState } = deps.db.tables;
    await deps.db.write(async (tx) => {
      for (const table of [rollup, rollupTicket, rollupState]) await tx.delete(table);
    });
    for (let count = 0; count < 4; count += 1) await open(await desk.plea());
    // The first step says where the record is followed from; the next ones take in what was there.
    expect(await foldEvents(deps, { budget: 0 })).toBe(false);
    const late = await open(await desk.plea());
    await transferTicket(deps, {
      ...{ actor: people.chief, id: late.id, version: late.version },
      ...{ to: GOMTI_NAGAR, reason: 'It happened there' },
    });
    await Promise.all([foldAll(deps), foldAll(deps), foldAll(deps)]);
    await foldAll(deps);
    expect((await recount({ db: deps.db, tree: deps.tree })).wrong).toEqual([]);
    expect((await allRows(deps.db.read)).length).toBeGreaterThan(0);
  }, 60_000);

  it('follow a unit that moves in the tree', async () => {
    const { deps } = desk;
    await open(await desk.plea());
    await open(await desk.plea(), GOMTI_NAGAR);
    await foldAll(deps);
    const moved = HAZRATGANJ;
    const to = 'u_up_varanasi';
    const byId = (id: string) => {
      const found = deps.tree.byId(id);
      return found && id === moved ? { ...found, parent: to } : found;
    };
    const pathToRoot = (id: string): readonly string[] => {
      const parent = byId(id)?.parent ?? null;
      return [id, ...(parent === null ? [] : pathToRoot(parent))];
    };
    const tree = { byId, pathToRoot, isUnder: (id: string, above: string) => pathToRoot(id).includes(above) };
    expect(tree.pathToRoot(moved)).not.toContain(LUCKNOW);
    await foldAll({ ...deps, tree });
    expect((await recount({ db: deps.db, tree })).wrong).toEqual([]);
    expect((await allRows(deps.db.read)).map((row) => row.unit)).toContain(to);
    await foldAll(deps);
    expect((await recount({ db: deps.db, tree: deps.tree })).wrong).toEqual([]);
    expect((await allRows(deps.db.read)).map((row) => row.unit)).not.toContain(to);
  }, 60_000);

  it('follow a move in parts, which a killed process leaves and another carries on', async () => {
    const { deps } = desk;
    for (let day = 0; day < 6; day += 1) {
      await open(await desk.plea());
      desk.clock.advance(24 * 60 * 60_000);
    }
    await foldAll(deps);
    const to = 'u_up_varanasi';
    const byId = (id: string) => {
      const found = deps.tree.byId(id);
      return found && id === HAZRATGANJ ? { ...found, parent: to } : found;
    };
    const pathToRoot = (id: string): readonly string[] => {
      const parent = byId(id)?.parent ?? null;
      return [id, ...(parent === null ? [] : pathToRoot(parent))];
    };
    const tree = { byId, pathToRoot, isUnder: (id: string, above: string) => pathToRoot(id).includes(above) };
    const inParts = { ...deps, tree, step: 2 };
    await foldEvents(inParts, { budget: 0 });
    expect((await readState(deps.db.read))?.moving).toMatchObject({ unit: HAZRATGANJ });
    // What happens meanwhile is folded after it; two at a time do each part once.
    await open(await desk.plea());
    await Promise.all([foldAll(inParts), foldAll(inParts)]);
    expect((await readState(deps.db.read))?.moving).toBeNull();
    expect((await recount({ db: deps.db, tree })).wrong).toEqual([]);
    await foldAll(deps);
    expect((await recount({ db: deps.db, tree: deps.tree })).wrong).toEqual([]);
  }, 60_000);
});
