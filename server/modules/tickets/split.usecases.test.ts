import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventRelay } from '../../platform/events/relay.ts';
import { silentLog } from '../../platform/log/port.ts';
import { isDomainError } from '../../platform/errors.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { neutralLine } from '../replies/neutral.rules.ts';
import { listTroubles, settleTrouble } from '../replies/troubles.usecases.ts';
import { replaceConflicts } from './access.repository.ts';
import { openAlarm } from './alarm.repository.ts';
import { listAlarms, stepAlarm } from './alarm.usecases.ts';
import { addAttachment, readAttachment } from './attachments.usecases.ts';
import { undoLast } from './change.usecases.ts';
import {
  createTicketDesk,
  GOMTI_NAGAR,
  HAZRATGANJ,
  LUCKNOW,
  people,
  refusal,
  type Person,
  type TicketDesk,
} from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { createLook, listEvents, visibleEvents } from './events.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import { countTickets, listTickets } from './list.usecases.ts';
import { readMedia } from './media.usecases.ts';
import { presentRow } from './present.rules.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { presentSplit, splitTicket, type SecondMatter } from './split.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from './station.usecases.ts';
import { trackDocket } from './tracking.usecases.ts';
import { askBack, correctTicket, markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const BOTH = 'हजरतगंज चौराहे पर मेरा मोबाइल छीन लिया गया और हजरतगंज थाने के थानेदार एफआईआर के लिए रिश्वत माँग रहे हैं';
const REFUSAL = 'The SHO of Hazratganj asks for a bribe before he writes the FIR';
const SUMMARY = 'Mobile snatched at the crossing by two men on a black bike';
const ACCUSING: SecondMatter = {
  text: REFUSAL,
  category: 'police-misconduct',
  aboutPolice: 'yes',
  summary: SUMMARY,
  owner: HAZRATGANJ,
  accusation: 'moves',
};
const HARMLESS: SecondMatter = { text: 'The lamps of the lane are broken', category: 'traffic', aboutPolice: 'no' };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(testEngines)('a matter split off on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const by = (actor: (typeof people)[Person], { id, version }: Pick<Ticket, 'id' | 'version'>) => ({
    ...{ actor, id, version },
  });
  const split = (ticket: Ticket, matter: SecondMatter, actor = people.operator) =>
    splitTicket(desk.deps, { ...by(actor, ticket), ...matter });
  const told = (actor: (typeof people)[Person], id: string) => readTicket(desk.deps, { actor, id });
  const find = async (actor: (typeof people)[Person], q: string) =>
    (await listTickets(desk.deps, { actor, q, before: null, limit: 100 })).tickets.map(({ id }) => id);
  const sendsOf = async (id: string) => {
    const { outbox } = desk.deps.db.tables;
    return desk.deps.db.read
      .select()
      .from(outbox)
      .where(eq(outbox.ticket, id))
      .orderBy(asc(outbox.createdAt), asc(outbox.id));
  };

  /** A plea of two matters whose theft went to the station complained of, with whatever the desk had written before. */
  async function parted() {
    const plea = await desk.plea({ id: '4242', author: 'asha', text: BOTH });
    const picture = await desk.showPicture(plea.id);
    const file = await addAttachment(desk.deps, { actor: people.operator, id: plea.id, bytes: PNG, name: 'paper.png' });
    const noted = await addNote(desk.deps, { ...by(people.operator, plea), text: 'She says रिश्वत once more' });
    desk.clock.advance(1000);
    const done = await split(noted.ticket, ACCUSING);
    desk.clock.advance(1000);
    const opened = await openTicket(desk.deps, { ...by(people.operator, done.ticket), owner: HAZRATGANJ });
    return { plea, picture, file, origin: opened.ticket, second: await desk.read(done.split.id) };
  }

  it('has its own number, readers and clocks, and everything else of the first', async () => {
    const plea = await desk.plea({ text: BOTH });
    expect(plea).toMatchObject({ aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    desk.clock.advance(600_000);
    const { ticket, split: made } = await split(plea, ACCUSING);
    const second = await desk.read(made.id);
    expect(second).toMatchObject({
      ...{ state: 'open', splitFrom: plea.id, headline: REFUSAL, category: 'police-misconduct', version: 1 },
      ...{ aboutPolice: 'yes', accusedUnit: HAZRATGANJ, conversation: null, openedAt: desk.clock.now() },
      ...{ reporter: plea.reporter, language: plea.language, channel: 'x', account: plea.account },
      ...{ station: plea.station, district: plea.district, at: plea.at, receivedAt: plea.receivedAt },
    });
    expect(second.owner).not.toBe(HAZRATGANJ);
    expect(second.docket).not.toBeNull();
    expect(ticket).toMatchObject({ aboutPolice: 'no', accusedUnit: null, suggested: HAZRATGANJ, version: 2 });
    const { clocks, messages, history } = await told(people.operator, second.id);
    expect(clocks.map(({ kind }) => kind).sort()).toEqual(['action', 'closure', 'first_response', 'pick_up', 'review']);
    expect(new Set(clocks.map(({ startedAt }) => startedAt))).toEqual(new Set([plea.receivedAt]));
    expect(messages.map(({ text, url }) => [text, url])).toEqual([[REFUSAL, null]]);
    expect(history.map(({ type }) => type)).toEqual(['ticket.received', 'ticket.opened']);
    const events = await desk.deps.events.ofStream(`ticket:${plea.id}`);
    expect(events.at(-1)).toMatchObject({ type: 'ticket.split', data: { other: second.id, version: 2 } });
    expect(JSON.stringify([events, history])).not.toMatch(/bribe|snatched/);
    expect(await trackDocket(desk.deps, second.docket ?? '')).toMatchObject({ colour: 'open' });
  });

  it('without a unit waits at the desk, and knows the first one as that one knows it', async () => {
    const plea = await desk.plea();
    const { ticket, split: made } = await split(plea, HARMLESS);
    expect(await desk.read(made.id)).toMatchObject({ state: 'received', docket: null, owner: null, openedAt: null });
    expect(await sendsOf(made.id)).toEqual([]);
    expect((await told(people.operator, made.id)).splitFrom).toMatchObject({ id: plea.id });
    expect((await told(people.operator, plea.id)).splits).toMatchObject([{ id: made.id, summary: null }]);
    // Nothing was hidden: the station reads the first one as ever.
    const { ticket: opened } = await openTicket(desk.deps, { ...by(people.operator, ticket), owner: HAZRATGANJ });
    const seen = await told(people.station, opened.id);
    expect(seen).toMatchObject({ isVeiled: false, splits: [] });
    expect(seen.messages[0]?.text).toBe(plea.headline);
    expect(JSON.stringify(seen)).not.toContain(made.id);
  });

  it('leaves those it complains of a summary of the first, wherever they look', async () => {
    const { plea, picture, file, origin, second } = await parted();
    const { station } = people;
    const list = await listTickets(desk.deps, { actor: station, before: null, limit: 100 });
    const seen = await told(station, origin.id);
    const acted = await takeUpTicket(desk.deps, by(station, origin));
    const stale = await takeUpTicket(desk.deps, by(station, origin)).catch((error: unknown) =>
      isDomainError(error) ? error.detail : null,
    );
    expect(stale).toMatchObject({ current: { headline: SUMMARY } });
    const undone = await undoLast(desk.deps, by(station, acted.ticket));
    const closed = await closeTicket(desk.deps, {
      ...by(station, undone.ticket),
      ...{
        outcome: 'settled' as const,
        details: {},
        internalText: 'Heard both sides',
        publicAnswer: 'आपका मोबाइल मिल गया है',
      },
      attachments: [],
    });
    const handed = await told(station, origin.id);
    const all = JSON.stringify([list, seen, handed, acted, closed, undone, stale]);
    expect(list.tickets.map(({ id, headline }) => [id, headline])).toEqual([[origin.id, SUMMARY]]);
    expect(seen).toMatchObject({ isVeiled: true, hiddenMessages: 0 });
    expect(seen.ticket).toMatchObject({ headline: SUMMARY, aboutPolice: 'no', accusedUnit: null });
    for (const secret of [
      'रिश्वत',
      'थानेदार',
      'bribe',
      second.id,
      second.docket ?? '',
      'ticket.split',
      file.id,
      picture.externalId,
    ])
      expect(all, secret).not.toContain(secret);
    expect(seen).toMatchObject({
      messages: [],
      predictions: [],
      notes: [],
      attachments: [],
      splits: [],
      splitFrom: null,
    });
    // What the station wrote itself it reads.
    expect(handed.reports).toHaveLength(1);
    // Search finds the summary and none of the words.
    expect(await find(station, 'crossing')).toEqual([origin.id]);
    for (const actor of [station, people.operator]) expect(await find(actor, 'रिश्वत')).not.toContain(origin.id);
    for (const q of ['रिश्वत', 'bribe', second.docket ?? '']) expect(await find(station, q), q).toEqual([]);
    const media = { id: origin.id, message: picture.message, external: picture.externalId };
    expect(await refusal(readMedia(desk.deps, { actor: station, ...media }))).toBe('tickets.not_found');
    const paper = { id: origin.id, attachment: file.id };
    expect(await refusal(readAttachment(desk.deps, { actor: station, ...paper }))).toBe('tickets.not_found');
    expect(await refusal(told(station, second.id))).toBe('tickets.not_found');
    // Those above read all of both.
    for (const actor of [people.commissioner, people.operator]) {
      const whole = await told(actor, origin.id);
      expect(whole).toMatchObject({ isVeiled: false, splits: [{ id: second.id, summary: SUMMARY }] });
      expect(whole.messages[0]?.text).toBe(plea.headline);
      expect(await find(actor, 'bribe')).toEqual([second.id]);
      expect((await readMedia(desk.deps, { actor, ...media })).bytes.length).toBeGreaterThan(0);
      expect((await readAttachment(desk.deps, { actor, ...paper })).bytes.length).toBe(PNG.length);
    }
  });

  it('tells whoever reads a summary that later words came, and none of them', async () => {
    const { plea, origin } = await parted();
    const later = { author: 'asha', kind: 'reply', inReplyTo: '4242' };
    await desk.take([
      { id: '42421', text: 'थानेदार ने आज फिर रिश्वत माँगी, कुछ कीजिए', ...later },
      { id: '42422', text: 'अब वे धमकी भी दे रहे हैं', ...later },
    ]);
    const seen = await told(people.station, origin.id);
    expect(seen).toMatchObject({ isVeiled: true, hiddenMessages: 2, messages: [] });
    expect(JSON.stringify(seen)).not.toMatch(/रिश्वत|धमकी/);
    const whole = await told(people.operator, plea.id);
    expect(whole.messages).toHaveLength(3);
    expect(whole.hiddenMessages).toBe(0);
  });

  it('is no news to those it complains of', async () => {
    const { origin, second } = await parted();
    await createEventRelay({ db: desk.deps.db, log: silentLog }).runOnce();
    const news = async (actor: (typeof people)[Person]) => {
      const events = await desk.deps.events.after(0, 500);
      const seen = await visibleEvents(createLook(desk.deps), { actor, events });
      return seen.filter(({ ticket }) => ticket !== null).map(({ event, id }) => [id, event.type]);
    };
    const station = await news(people.station);
    expect(new Set(station.map(([id]) => id))).toEqual(new Set([origin.id]));
    expect(station.map(([, type]) => type)).not.toContain('ticket.split');
    expect(station.map(([, type]) => type)).toContain('ticket.changed');
    expect(await news(people.commissioner)).toContainEqual([origin.id, 'ticket.split']);
    expect(await news(people.commissioner)).toContainEqual([second.id, 'ticket.opened']);
    const read = await listEvents(desk.deps, { actor: people.station, after: 0, limit: 500 });
    expect(JSON.stringify(read)).not.toMatch(new RegExp(`ticket.split|${second.id}`));
  });

  it('veils the first from an officer whom it is about wherever he is posted, and from a station that is sent the first later', async () => {
    const { origin, second } = await parted();
    const hidden = { num: second.num, officers: [people.commissioner.officer] };
    await desk.deps.db.write((tx) => replaceConflicts(tx, hidden));
    expect(await told(people.commissioner, origin.id)).toMatchObject({ isVeiled: true, ticket: { headline: SUMMARY } });
    const { ticket } = await transferTicket(desk.deps, {
      ...by(people.operator, origin),
      ...{ to: GOMTI_NAGAR, reason: 'The place is theirs' },
    });
    expect((await told(people.stranger, ticket.id)).ticket.headline).toBe(SUMMARY);
  });

  it('keeps what was said to the citizen before from those it complains of, also where it did not go out', async () => {
    const plea = await desk.plea({ text: BOTH });
    const text = 'किस तारीख़ को थानेदार ने रिश्वत माँगी? कृपया हमें तारीख़ और समय बताएँ';
    const asked = await askBack(desk.deps, { ...by(people.operator, plea), text });
    const { outbox } = desk.deps.db.tables;
    await desk.deps.db.write((tx) => tx.update(outbox).set({ state: 'failed' }).where(eq(outbox.ticket, plea.id)));
    desk.clock.advance(1000);
    const { ticket } = await split(asked.ticket, ACCUSING);
    await openTicket(desk.deps, { ...by(people.operator, ticket), owner: HAZRATGANJ });
    const inTrouble = async (actor: (typeof people)[Person]) => (await listTroubles(desk.deps, actor)).sends.length;
    expect([await inTrouble(people.station), await inTrouble(people.commissioner)]).toEqual([0, 1]);
    const send = (await sendsOf(plea.id))[0]?.id ?? '';
    const settle = settleTrouble(desk.deps, { actor: people.station, id: send, answer: 'sent' });
    expect(await refusal(settle)).toBe('replies.not_found');
    expect(JSON.stringify(await told(people.station, plea.id))).not.toContain('रिश्वत');
  });

  it('veils the first from the moment it is said to complain of police, and no longer than that', async () => {
    const plea = await desk.plea();
    const { ticket, split: made } = await split(plea, { ...HARMLESS, owner: LUCKNOW });
    await openTicket(desk.deps, { ...by(people.operator, ticket), owner: HAZRATGANJ });
    const word = 'बाइक';
    expect(await find(people.station, word)).toEqual([plea.id]);
    const accused = await correctTicket(desk.deps, {
      ...by(people.operator, made),
      ...{ aboutPolice: 'yes' as const, accusedUnit: HAZRATGANJ },
    });
    expect(await told(people.station, plea.id)).toMatchObject({
      isVeiled: true,
      messages: [],
      ticket: { headline: '' },
    });
    expect(await find(people.station, word)).toEqual([]);
    await correctTicket(desk.deps, { ...by(people.operator, accused.ticket), aboutPolice: 'no' });
    expect(await told(people.station, plea.id)).toMatchObject({ isVeiled: false });
    expect(await find(people.station, word)).toEqual([plea.id]);
  });

  it('shows no words of the first by what it was put together with, or by an alarm', async () => {
    const { origin } = await parted();
    const other = await desk.plea();
    const opened = await openTicket(desk.deps, { ...by(people.operator, other), owner: HAZRATGANJ });
    const joined = await joinIncident(desk.deps, { ...by(people.operator, opened.ticket), other: origin.id });
    const { incidentMembers } = await told(people.station, joined.ticket.id);
    expect(incidentMembers.map(({ id, headline }) => [id, headline])).toEqual([[origin.id, SUMMARY]]);
    await correctTicket(desk.deps, { ...by(people.operator, await desk.read(origin.id)), urgency: 'life-risk' });
    const alarms = await listAlarms(desk.deps, people.station);
    expect(alarms.map(({ ticket }) => ticket.headline)).toEqual([SUMMARY]);
  });

  it('needs words, a summary where it complains of police and a unit of the force', async () => {
    const plea = await desk.plea({ text: BOTH });
    expect(await refusal(split(plea, { text: '…' }))).toBe('tickets.matter_missing');
    expect(await refusal(split(plea, { ...ACCUSING, summary: undefined }))).toBe('tickets.summary_missing');
    // Read from the words alone, it is a complaint all the same.
    const plain = await desk.plea();
    expect(await refusal(split(plain, { text: REFUSAL }))).toBe('tickets.summary_missing');
    expect(await refusal(split(plea, { ...HARMLESS, owner: 'u_mh_pune' }))).toBe('tickets.unit_outside');
    // The first stays hidden from those complained of: they need no summary of it.
    await split(plea, { ...ACCUSING, accusation: 'stays', summary: undefined });
    expect(await desk.read(plea.id)).toMatchObject({ accusedUnit: HAZRATGANJ, version: 2 });
    expect((await desk.everything()).filter(({ splitFrom }) => splitFrom !== null)).toHaveLength(1);
  });

  it('is refused to one who may not triage or see the first, and done once of two at one moment or twice', async () => {
    const plea = await desk.plea();
    for (const [actor, code] of [
      [people.chief, 'officers.not_allowed'],
      [people.stranger, 'tickets.not_found'],
      [people.admin, 'tickets.not_found'],
    ] as const)
      expect(await refusal(split(plea, HARMLESS, actor))).toBe(code);
    const colleague = createActor({ unit: 'u_up', role: 'operator', officer: 'off_colleague' });
    const tries = await Promise.all([
      refusal(split(plea, HARMLESS)),
      refusal(splitTicket(desk.deps, { ...by(people.operator, plea), actor: colleague, ...HARMLESS })),
    ]);
    expect(tries.sort()).toEqual([null, 'tickets.version_conflict'].sort());
    expect(await refusal(split(plea, HARMLESS))).toBe('tickets.version_conflict');
    expect((await desk.everything()).filter(({ splitFrom }) => splitFrom === plea.id)).toHaveLength(1);
  });

  it('answers in the thread of the first, in public and in private', async () => {
    const { second, plea } = await parted();
    desk.clock.advance(1000);
    const reply = { text: 'आपकी शिकायत की जाँच सहायक पुलिस आयुक्त कर रहे हैं', accept: [] };
    const { commissioner } = people;
    const one = await replyToCitizen(desk.deps, { ...by(commissioner, second), ...reply, kind: 'reply' });
    await replyToCitizen(desk.deps, { ...by(commissioner, one.ticket), ...reply, kind: 'dm' });
    const sends = await sendsOf(second.id);
    expect(sends.map(({ purpose, kind, inReplyTo, toContact }) => [purpose, kind, inReplyTo, toContact])).toEqual([
      ['acknowledgement', 'reply', '4242', plea.reporter],
      ['reply', 'reply', '4242', plea.reporter],
      ['reply', 'dm', null, plea.reporter],
    ]);
    expect(sends[0]?.text).toContain(second.docket);
    // Our own post comes back in the thread: it is the answer that we sent, and no second voice.
    const post = { id: '9999', author: 'Uppolice', kind: 'reply', inReplyTo: '4242', direction: 'out' };
    await desk.take([{ ...post, text: sends[1]?.text }]);
    const types = (await desk.deps.events.ofStream(`ticket:${plea.id}`)).map(({ type }) => type);
    expect(types).not.toContain('ticket.answered-outside');
  });

  it('to whom wrote in private is answered in private, with a code of its own', async () => {
    await desk.take([{ id: '7001', author: 'meena', kind: 'dm', text: `${BOTH} मदद करें` }]);
    const plea = (await desk.everything())[0];
    if (!plea) throw new Error('the message made no ticket');
    const { split: made } = await split(plea, ACCUSING);
    const second = await desk.read(made.id);
    expect(second.codeHash).toMatch(/^[0-9a-f]+$/);
    expect(await sendsOf(second.id)).toMatchObject([{ kind: 'dm', inReplyTo: null, toContact: plea.reporter }]);
  });

  it('that is protected says nothing but the neutral line in public', async () => {
    const plea = await desk.plea();
    const { split: made } = await split(plea, { ...HARMLESS, category: 'women-safety', owner: HAZRATGANJ });
    const second = await desk.read(made.id);
    expect(second.protected).toBe(true);
    expect((await desk.read(plea.id)).protected).toBe(false);
    expect(await sendsOf(second.id)).toMatchObject([{ kind: 'reply', text: neutralLine(plea.language) }]);
    const aloud = replyToCitizen(desk.deps, { ...by(people.station, second), text: 'We look into it', kind: 'reply' });
    expect(await refusal(aloud)).toBe('tickets.protected_public');
  });

  it('that tells of a life at risk raises an alarm', async () => {
    const plea = await desk.plea();
    const { split: made } = await split(plea, { ...HARMLESS, urgency: 'life-risk' });
    expect(await openAlarm(desk.deps.db.read, made.id)).toMatchObject({
      siren: true,
      raisedBy: people.operator.officer,
    });
    expect(await openAlarm(desk.deps.db.read, plea.id)).toBeNull();
  });

  /** Everything that says how a ticket stands, but version and time of writing. */
  async function standing(id: string) {
    const { read, tables } = desk.deps.db;
    const { version: _version, updatedAt: _updated, ...columns } = await desk.read(id);
    const { ticketAccess, ticketConflict, clock } = tables;
    return {
      columns,
      access: await read
        .select()
        .from(ticketAccess)
        .where(eq(ticketAccess.num, columns.num))
        .orderBy(asc(ticketAccess.unit)),
      conflicts: await read.select().from(ticketConflict).where(eq(ticketConflict.num, columns.num)),
      clocks: await read.select().from(clock).where(eq(clock.ticket, id)).orderBy(asc(clock.kind)),
      sends: (await sendsOf(id)).filter(({ state }) => state !== 'cancelled'),
      found: await Promise.all(
        [people.operator, people.commissioner, people.station].map(async (actor) =>
          (await find(actor, 'मोबाइल')).includes(id),
        ),
      ),
    };
  }

  it.each<readonly [string, SecondMatter]>([
    ['that complains of police', { ...ACCUSING, urgency: 'life-risk' }],
    ['that takes no complaint along', { ...ACCUSING, accusation: 'stays' }],
    ['that waits at the desk', HARMLESS],
  ])('%s is gone when it is taken back, and the first is as it was', async (_, matter) => {
    const plea = await desk.plea({ text: BOTH });
    const before = await standing(plea.id);
    const counts = await countTickets(desk.deps, people.operator);
    desk.clock.advance(1000);
    const done = await split(plea, matter);
    const number = (await desk.read(done.split.id)).docket;
    desk.clock.advance(1000);
    const back = await undoLast(desk.deps, by(people.operator, done.ticket));
    expect(await standing(plea.id)).toEqual(before);
    expect(await countTickets(desk.deps, people.operator)).toEqual(counts);
    const second = await standing(done.split.id);
    expect(second).toMatchObject({
      access: [],
      sends: [],
      found: [false, false, false],
      columns: { state: 'withdrawn' },
    });
    expect(second.clocks.filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
    expect(await openAlarm(desk.deps.db.read, done.split.id)).toBeNull();
    expect(await listAlarms(desk.deps, people.operator)).toEqual([]);
    expect(await desk.listed('operator')).toEqual([plea.id]);
    expect((await told(people.operator, plea.id)).splits).toEqual([]);
    for (const actor of [people.operator, people.commissioner, people.station])
      expect(await refusal(told(actor, done.split.id))).toBe('tickets.not_found');
    expect(await presentSplit(desk.deps, { actor: people.operator, split: done.split })).toBeNull();
    if (number) expect(await refusal(trackDocket(desk.deps, number))).toBe('tickets.not_found');
    desk.clock.advance(1000);
    // Once more: with another number.
    const again = await split(back.ticket, matter);
    expect((await desk.read(again.split.id)).docket).not.toBe(number ?? '');
    expect((await told(people.operator, plea.id)).splits).toHaveLength(1);
  });

  it.each(['note', 'file', 'alarm', 'aside'] as const)(
    'is not taken back once somebody acted on it: %s',
    async (what) => {
      const plea = await desk.plea();
      const { ticket, split: made } = await split(plea, { ...HARMLESS, urgency: 'life-risk' });
      desk.clock.advance(1000);
      const { operator: actor } = people;
      if (what === 'note') await addNote(desk.deps, { ...by(actor, made), text: 'Called her' });
      if (what === 'file') await addAttachment(desk.deps, { actor, id: made.id, bytes: PNG, name: 'a.png' });
      if (what === 'alarm') await stepAlarm(desk.deps, { actor, id: made.id, version: 1, step: 'take' });
      if (what === 'aside') await markNotForUs(desk.deps, { ...by(actor, made), reason: 'praise' });
      const before = [await standing(plea.id), await standing(made.id)];
      expect(await refusal(undoLast(desk.deps, by(actor, ticket)))).toBe('tickets.undo_acted_since');
      expect([await standing(plea.id), await standing(made.id)]).toEqual(before);
    },
  );

  it('is not taken back by another officer, too late, or once the citizen was told', async () => {
    const plea = await desk.plea();
    const { ticket, split: made } = await split(plea, { ...HARMLESS, owner: HAZRATGANJ });
    const undo = (actor: (typeof people)[Person]) => refusal(undoLast(desk.deps, by(actor, ticket)));
    expect(await undo(people.chief)).toBe('tickets.undo_acted_since');
    const { outbox } = desk.deps.db.tables;
    const state = (to: string) =>
      desk.deps.db.write((tx) => tx.update(outbox).set({ state: to }).where(eq(outbox.ticket, made.id)));
    await state('sending');
    expect(await undo(people.operator)).toBe('tickets.undo_too_late');
    expect((await desk.read(made.id)).state).toBe('open');
    await state('waiting');
    desk.clock.advance(10_001);
    expect(await undo(people.operator)).toBe('tickets.undo_too_late');
  });

  it('shows whoever split it off no more than he may see', async () => {
    const plea = await desk.plea();
    const { split: made } = await split(plea, HARMLESS);
    const row = await presentSplit(desk.deps, { actor: people.operator, split: made });
    expect(row).toEqual(presentRow(desk.deps.tree, await desk.read(made.id)));
    expect(await presentSplit(desk.deps, { actor: people.stranger, split: made })).toBeNull();
  });
});
