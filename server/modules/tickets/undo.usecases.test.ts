import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { foldText } from '../language/fold.rules.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { addAttachment } from './attachments.usecases.ts';
import { openAlarm } from './alarm.repository.ts';
import { undoLast, type Changed } from './change.usecases.ts';
import { createTicket } from './create.usecases.ts';
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
import { reopenTicket, verifyTicket } from './review.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';

const RUNS = process.env.PUKAAR_FULL === '1' ? 150 : 12;
const SEED = process.env.PUKAAR_SEED ? Number(process.env.PUKAAR_SEED) : undefined;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const WORDS = foldText('हजरतगंज चौराहे').split(' ');
const UNITS = [HAZRATGANJ, GOMTI_NAGAR, LUCKNOW, 'u_up'];
const unit = fc.constantFrom(...UNITS);
const act = fc.oneof(
  fc.record({ verb: fc.constant('open' as const), unit }),
  fc.record({
    verb: fc.constantFrom(
      'ask-back' as const,
      'not-for-us' as const,
      'take-up' as const,
      'verify' as const,
      'reopen' as const,
    ),
  }),
  fc.record({
    verb: fc.constant('correct' as const),
    set: fc.record(
      {
        category: fc.constantFrom('theft', 'women-safety', 'traffic'),
        urgency: fc.constantFrom('normal' as const, 'urgent' as const, 'life-risk' as const),
        language: fc.constantFrom('hi', 'en'),
        district: fc.constant(LUCKNOW),
        station: fc.constantFrom(HAZRATGANJ, GOMTI_NAGAR, null),
        aboutPolice: fc.constantFrom('no' as const, 'yes' as const),
        accusedUnit: fc.constantFrom(HAZRATGANJ, GOMTI_NAGAR, null),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    verb: fc.constant('correct' as const),
    set: fc.constantFrom(
      { category: 'theft', subcategory: 'burglary' },
      { category: 'traffic', subcategory: 'jam' },
      { subcategory: null },
    ),
  }),
  fc.record({ verb: fc.constant('transfer' as const), unit }),
  fc.record({ verb: fc.constant('close' as const), file: fc.boolean() }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

describe.each(testEngines)('taking back on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const holder = (ticket: Ticket) =>
    createActor({ unit: ticket.owner ?? 'u_up', role: 'circle', officer: 'off_holder' });

  async function perform(one: Act, ticket: Ticket): Promise<Changed & { by: ReturnType<typeof holder> }> {
    const { deps } = desk;
    const { id, version } = ticket;
    const triage = { actor: people.operator, id, version };
    const station = { actor: holder(ticket), id, version };
    const by = async (work: Promise<Changed>, actor: typeof station.actor) => ({ ...(await work), by: actor });
    switch (one.verb) {
      case 'open':
        return by(openTicket(deps, { ...triage, owner: one.unit }), people.operator);
      case 'ask-back':
        return by(askBack(deps, triage), people.operator);
      case 'not-for-us':
        return by(markNotForUs(deps, { ...triage, reason: 'praise' }), people.operator);
      case 'correct':
        return by(correctTicket(deps, { ...triage, ...one.set }), people.operator);
      case 'transfer':
        return by(transferTicket(deps, { ...station, to: one.unit, reason: 'Theirs' }), station.actor);
      case 'take-up':
        return by(takeUpTicket(deps, station), station.actor);
      case 'verify':
        // Whoever closed it does not confirm it.
        return by(verifyTicket(deps, { ...station, actor: people.chief }), people.chief);
      case 'reopen':
        return by(reopenTicket(deps, { ...station, reason: 'Not done' }), station.actor);
      case 'close': {
        const attachments = one.file
          ? [(await addAttachment(deps, { actor: station.actor, id, bytes: PNG, name: 'a.png' })).id]
          : [];
        return by(
          closeTicket(deps, {
            ...station,
            outcome: 'settled',
            details: {},
            internalText: 'Heard both sides',
            publicAnswer: 'Settled',
            attachments,
          }),
          station.actor,
        );
      }
    }
  }

  /** Everything that says how a ticket stands, but version and times of writing. */
  async function standing(id: string) {
    const { read, tables } = desk.deps.db;
    const { version: _version, updatedAt: _updated, ...columns } = await desk.read(id);
    const access = await read
      .select()
      .from(tables.ticketAccess)
      .where(eq(tables.ticketAccess.num, columns.num))
      .orderBy(asc(tables.ticketAccess.unit));
    const clocks = await read
      .select()
      .from(tables.clock)
      .where(eq(tables.clock.ticket, id))
      .orderBy(asc(tables.clock.kind), asc(tables.clock.startedAt));
    const sends = await read
      .select()
      .from(tables.outbox)
      .where(eq(tables.outbox.ticket, id))
      .orderBy(asc(tables.outbox.id));
    const files = await read
      .select()
      .from(tables.attachment)
      .where(eq(tables.attachment.ticket, id))
      .orderBy(asc(tables.attachment.id));
    const reports = await read.select().from(tables.actionReport).where(eq(tables.actionReport.ticket, id));
    const conflicts = await read.select().from(tables.ticketConflict).where(eq(tables.ticketConflict.num, columns.num));
    const found = await Promise.all(
      UNITS.map((one) => desk.deps.search.find(read, { tokens: WORDS, units: [one], before: null, limit: 1000 })),
    );
    return {
      columns,
      access,
      clocks,
      conflicts,
      live: sends.filter((send) => send.state !== 'cancelled'),
      files: files.map(({ report, id: file }) => ({ file, report })),
      reports: reports.filter((report) => report.withdrawnAt === null),
      isAlarmed: (await openAlarm(read, id)) !== null,
      found: found.map((nums) => nums.includes(columns.num)),
    };
  }

  it('restores everything but version and times, whatever the act, along any life', async () => {
    let undone = 0;
    let wasFound = false;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async (acts) => {
        let ticket = await desk.plea();
        for (const one of acts) {
          desk.clock.advance(1500);
          const loose = await standing(ticket.id);
          wasFound ||= loose.found.includes(true);
          const done = await perform(one, ticket).catch((error: unknown) => {
            // A life at risk is not closed before somebody said that it is safe.
            expect(['tickets.wrong_state', 'tickets.alarm_open']).toContain((error as { code?: string }).code);
            return null;
          });
          if (!done) continue;
          // The file of a report was there before the act: it is loose again, not gone.
          const added = (await standing(ticket.id)).files.filter(
            ({ file }) => !loose.files.some((old) => old.file === file),
          );
          const before = { ...loose, files: [...loose.files, ...added.map(({ file }) => ({ file, report: null }))] };
          desk.clock.advance(1500);
          const back = await undoLast(desk.deps, { actor: done.by, id: ticket.id, version: done.ticket.version });
          undone += 1;
          expect(await standing(ticket.id)).toEqual(before);
          desk.clock.advance(1500);
          ({ ticket } = await perform(one.verb === 'close' ? { ...one, file: false } : one, back.ticket));
        }
      }),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) },
    );
    expect(undone).toBeGreaterThan(RUNS);
    expect(wasFound).toBe(true);
  }, 600_000);

  it('says in the history which act was taken back, and where that had sent the ticket', async () => {
    const { deps } = desk;
    const plea = await desk.plea();
    const { actor } = { actor: people.operator };
    const { ticket } = await openTicket(deps, { actor, id: plea.id, version: plea.version, owner: HAZRATGANJ });
    desk.clock.advance(1500);
    const station = { actor: createActor({ unit: HAZRATGANJ, role: 'circle' }), id: ticket.id };
    const sent = await transferTicket(deps, { ...station, version: ticket.version, to: GOMTI_NAGAR, reason: 'Theirs' });
    desk.clock.advance(1500);
    await undoLast(deps, { ...station, version: sent.ticket.version });
    const { history } = await readTicket({ ...deps, offices: { office: () => null } }, { actor, id: ticket.id });
    expect(history.at(-1)).toMatchObject({
      type: 'ticket.undone',
      tookBack: { type: 'ticket.transferred', to: { id: GOMTI_NAGAR } },
    });
    expect(history.slice(0, -1).every(({ tookBack }) => tookBack === null)).toBe(true);
  });

  it('burns the number of an opening that was taken back', async () => {
    const plea = await desk.plea();
    const opened = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    desk.clock.advance(1000);
    const back = await undoLast(desk.deps, { actor: people.operator, id: plea.id, version: opened.ticket.version });
    expect(back.ticket.docket).toBeNull();
    desk.clock.advance(1000);
    const again = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: back.ticket.version,
      owner: HAZRATGANJ,
    });
    expect(again.ticket.docket).not.toBe(opened.ticket.docket);
    const { outbox } = desk.deps.db.tables;
    const sends = await desk.deps.db.read.select().from(outbox).where(eq(outbox.ticket, plea.id));
    expect(sends.map((send) => send.state).sort()).toEqual(['cancelled', 'waiting']);
  });

  it('is refused to another officer, after ten seconds, twice, and when somebody acted since', async () => {
    const plea = await desk.plea();
    const opened = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    const undo = (actor: typeof people.operator, version: number) =>
      refusal(undoLast(desk.deps, { actor, id: plea.id, version }));
    expect(await undo(people.chief, opened.ticket.version)).toBe('tickets.undo_acted_since');
    expect(await undo(people.stranger, opened.ticket.version)).toBe('tickets.not_found');
    expect(await undo(people.operator, plea.version)).toBe('tickets.undo_acted_since');
    desk.clock.advance(10_001);
    expect(await undo(people.operator, opened.ticket.version)).toBe('tickets.undo_too_late');
    const taken = await takeUpTicket(desk.deps, { actor: people.station, id: plea.id, version: opened.ticket.version });
    expect(await undo(people.operator, opened.ticket.version)).toBe('tickets.undo_acted_since');
    desk.clock.advance(1000);
    expect(await undo(people.station, taken.ticket.version)).toBeNull();
    expect(await undo(people.station, taken.ticket.version)).toBe('tickets.undo_acted_since');
    expect(await undo(people.station, taken.ticket.version + 1)).toBe('tickets.undo_acted_since');
  });

  it('refuses when the citizen was told already, and leaves that as it is', async () => {
    const plea = await desk.plea();
    const opened = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    const { outbox } = desk.deps.db.tables;
    await desk.deps.db.write(async (tx) => {
      await tx.update(outbox).set({ state: 'sending' }).where(eq(outbox.ticket, plea.id));
    });
    const again = { actor: people.operator, id: plea.id, version: opened.ticket.version };
    expect(await refusal(undoLast(desk.deps, again))).toBe('tickets.undo_too_late');
    expect(
      (await desk.deps.db.read.select().from(outbox).where(eq(outbox.ticket, plea.id))).map((send) => send.state),
    ).toEqual(['sending']);
  });

  it('has nothing to take back of a docket that was taken down by hand', async () => {
    const made = await createTicket(desk.deps, { actor: people.operator, text: 'Phone snatched', open: true });
    const undo = undoLast(desk.deps, { actor: people.operator, id: made.id, version: made.version });
    expect(await refusal(undo)).toBe('tickets.undo_acted_since');
  });
});
