import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { undoLast, UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import type { Reading } from '../readers/readers.types.ts';
import { closeTicket, takeUpTicket } from '../tickets/station.usecases.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { markSilent } from '../tickets/verdict-silence.usecases.ts';
import { LOOK_SETTING } from './look-draw.usecases.ts';
import { signsOf, standsOut } from './look.rules.ts';
import { judgeLook, listLooks, undoLook } from './look.usecases.ts';
import { readClosingRule, setClosingRule } from './rule.usecases.ts';

const HOUR = 60 * 60_000;
const { chief, operator, station, commissioner, admin } = people;
const colleague = createActor({ unit: 'u_up', role: 'state', officer: 'off_colleague' });

describe('what stands out in a closing', () => {
  const plain = {
    ...{
      openedAt: 0,
      inProcessAt: HOUR,
      closedAt: 2 * HOUR,
      reportedAt: 2 * HOUR,
      reach: 0,
      isCopied: false,
      closedBefore: 0,
    },
    pictures: [{ isFar: false }],
  };
  it('is said by codes, and nothing is said of one like most', () => {
    expect(signsOf(plain)).toEqual([]);
    expect(signsOf({ ...plain, inProcessAt: 2 * HOUR - 1000, isCopied: true, pictures: [{ isFar: true }] })).toEqual([
      ...['quick', 'copied', 'far'],
    ]);
    expect(signsOf({ ...plain, reportedAt: HOUR + 60_000, closedAt: 30 * HOUR })).toEqual(['quick']);
    expect(standsOut(['no-picture'])).toBe(false);
    expect(standsOut(['no-picture', 'no-verdict'])).toBe(true);
    expect(standsOut(['reach'])).toBe(true);
  });
});

describe.each(testEngines)('closings before headquarters on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    await desk.deps.db.write((tx) => writeSetting(tx, { name: LOOK_SETTING, value: 0 }));
  }, 120_000);
  afterAll(() => desk.close());

  const REPORTS = [
    'Both neighbours were heard about the broken wall',
    'The shopkeeper returned the deposit before witnesses',
    'Constable patrolled the market lane until midnight',
    'Loudspeaker was switched off by the organiser',
    'Vehicle papers were shown, driver warned in writing',
    'Tenant vacated the room, keys handed over',
    'Missing purse was recovered from the bus depot',
    'Borewell drilling stopped after inspection of permit',
  ];
  let count = -1;
  /** Closed an hour after the pick-up, unless within minutes. */
  async function closed({ quick = true, category = 'theft', about = false } = {}) {
    const { deps } = desk;
    count += 1;
    const plea = await desk.plea();
    const opening = { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category };
    let { ticket } = await openTicket(deps, opening);
    const by = () => ({ id: ticket.id, version: ticket.version });
    if (about)
      ticket = (await correctTicket(deps, { ...by(), actor: operator, aboutPolice: 'yes', accusedUnit: HAZRATGANJ }))
        .ticket;
    const actor = about ? commissioner : station;
    ticket = (await takeUpTicket(deps, { ...by(), actor })).ticket;
    desk.clock.advance(quick ? 1000 : HOUR);
    ticket = (
      await closeTicket(deps, {
        ...{ ...by(), actor, outcome: 'settled', details: {}, attachments: [] },
        internalText: REPORTS[count] ?? '',
        publicAnswer: 'Settled between both neighbours',
      })
    ).ticket;
    desk.clock.advance(1000);
    return ticket;
  }
  const waiting = async (actor = chief) => (await listLooks(desk.deps, { actor, after: null })).looks;
  const lookOf = async (ticket: string) => (await waiting()).find((one) => one.ticket.id === ticket);
  const judge = (id: string, judged: 'in-order' | 'sent-back', actor = chief) =>
    judgeLook(desk.deps, { actor, id, judged, note: '' });

  it('come by what stands out, for headquarters alone, and never those in which nothing does', async () => {
    const quick = await closed();
    const slow = await closed({ quick: false });
    expect((await lookOf(quick.id))?.signs).toContain('quick');
    const noted: string[] = [];
    const readers = { note: ({ ticket, kind }: Reading) => void noted.push(`${ticket} ${kind}`) };
    await listLooks({ ...desk.deps, readers }, { actor: chief, after: null });
    expect(noted).toEqual([`${quick.id} look`]);
    expect(await lookOf(slow.id)).toBeUndefined();
    for (const actor of [operator, station, commissioner])
      expect(await refusal(listLooks(desk.deps, { actor, after: null }))).toBe('officers.not_allowed');
  });

  it('are found in order once, whoever looks in the same moment, and come back within ten seconds', async () => {
    const ticket = await closed();
    const id = (await lookOf(ticket.id))?.id ?? '';
    const both = await Promise.all([refusal(judge(id, 'in-order')), refusal(judge(id, 'in-order', colleague))]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(await lookOf(ticket.id)).toBeUndefined();
    const winner = both[0] === null ? chief : colleague;
    const loser = both[0] === null ? colleague : chief;
    await judge(id, 'in-order', winner);
    expect(await refusal(undoLook(desk.deps, { actor: loser, id }))).toBe('audits.not_found');
    await undoLook(desk.deps, { actor: winner, id });
    expect(await lookOf(ticket.id)).toBeDefined();
    await judge(id, 'in-order', winner);
    desk.clock.advance(UNDO_WINDOW + 1000);
    expect(await refusal(undoLook(desk.deps, { actor: winner, id }))).toBe('tickets.undo_too_late');
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'closed', version: ticket.version });
  });

  it('go back one rank above who closed, and an undo lets them stand and wait as before', async () => {
    const ticket = await closed();
    const id = (await lookOf(ticket.id))?.id ?? '';
    await judge(id, 'sent-back');
    await judge(id, 'sent-back');
    expect(await desk.read(ticket.id)).toMatchObject({
      ...{ state: 'open', closedAt: null, owner: desk.deps.tree.byId(HAZRATGANJ)?.parent },
    });
    expect(await refusal(judge(id, 'in-order', colleague))).toBe('audits.judged');
    await undoLook(desk.deps, { actor: chief, id });
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'closed', owner: HAZRATGANJ, closedAt: ticket.closedAt });
    expect((await lookOf(ticket.id))?.id).toBe(id);
  });

  it('go with a closing that is taken back, and a protected one to no office but its own', async () => {
    const ticket = await closed();
    expect(await lookOf(ticket.id)).toBeDefined();
    await undoLast(desk.deps, { actor: station, id: ticket.id, version: ticket.version });
    expect(await lookOf(ticket.id)).toBeUndefined();
    const hidden = await closed({ category: 'women-safety' });
    expect(hidden.protected).toBe(true);
    const rows = await desk.deps.db.read.select().from(desk.deps.db.tables.closingLook);
    expect(rows.find(({ ticket: one }) => one === hidden.id)?.judge).toBe('u_up');
    const zone = createActor({ unit: LUCKNOW, role: 'zone' });
    expect((await waiting(zone)).map((one) => one.ticket.id)).not.toContain(hidden.id);
    expect(await waiting(zone)).not.toEqual([]);
  });

  it('tell when nobody answered for them, and pages go on by key', async () => {
    const slow = await closed({ quick: false });
    desk.clock.advance(8 * 24 * HOUR);
    await markSilent(desk.deps, { limit: 100 });
    await markSilent(desk.deps, { limit: 100 });
    const look = await lookOf(slow.id);
    expect([...(look?.signs ?? [])].sort()).toEqual(['no-picture', 'no-verdict']);
    const first = (await waiting())[0];
    const place = { weight: first?.signs.length ?? 0, num: first?.ticket.num ?? 0 };
    const rest = (await listLooks(desk.deps, { actor: chief, after: place })).looks;
    expect(rest.map(({ id }) => id)).toEqual((await waiting()).slice(1).map(({ id }) => id));
  });

  it('follow a rule that an administrator sets, recorded, and of two at one moment one', async () => {
    const rule = { auditShare: 0.1, lookShare: 0.5, silentAfterDays: 5 };
    expect((await readClosingRule(desk.deps, admin)).version).toBe(0);
    expect(await refusal(setClosingRule(desk.deps, { actor: chief, rule, version: 0 }))).toBe('officers.not_allowed');
    const both = await Promise.all(
      [rule, { ...rule, lookShare: 0.2 }].map((one) =>
        refusal(setClosingRule(desk.deps, { actor: admin, rule: one, version: 0 })),
      ),
    );
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both).toContain('audits.rule_changed');
    const page = await readClosingRule(desk.deps, admin);
    expect(page).toMatchObject({ version: 1, rule: { auditShare: 0.1, silentAfterDays: 5 } });
    expect(page.history).toHaveLength(1);
  });
});
