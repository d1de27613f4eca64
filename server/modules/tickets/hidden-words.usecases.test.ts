import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDomainError } from '../../platform/errors.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { classifyMedia } from '../evidence/media-class.usecases.ts';
import { custodyOf } from '../evidence/on-ticket.usecases.ts';
import { openQuarantined } from '../evidence/quarantine.usecases.ts';
import { neutralLine } from '../replies/neutral.rules.ts';
import { carryRumour } from '../rumours/carried.usecases.ts';
import { addAttachment, readAttachment } from './attachments.usecases.ts';
import { suggestAnswers } from './bank.usecases.ts';
import { UNDO_WINDOW, undoLast } from './change.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import { undecidedVersion } from './read-again.usecases.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { splitTicket, type SecondMatter } from './split.usecases.ts';
import { closeTicket, transferTicket } from './station.usecases.ts';
import { claimDocket, readOwn } from './tracking.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const SECRET = 'The SHO of Hazratganj asks for a bribe before he writes the FIR';
const SUMMARY = 'Mobile snatched at the crossing by two men on a black bike';
const ACCUSING: SecondMatter = {
  text: SECRET,
  category: 'police-misconduct',
  aboutPolice: 'yes',
  summary: SUMMARY,
  owner: HAZRATGANJ,
  accusation: 'moves',
};
const HARMLESS: SecondMatter = {
  text: 'The lamps of the lane are broken',
  category: 'traffic',
  aboutPolice: 'no',
  owner: HAZRATGANJ,
};
const ALOUD = { text: 'हम इस पर कार्रवाई कर रहे हैं, शाम तक बताएँगे', kind: 'reply', accept: [] } as const;
const TRANSFORMER = 'हजरतगंज चौराहे पर ट्रांसफार्मर के पास लड़के मेरा मोबाइल छीनकर भाग गए, एक ने कहा मैं आत्महत्या कर लूँगा';
/** How a photograph begins; what follows makes it another one. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(testEngines)('words that a split hides on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const { operator, station, commissioner } = people;
  const by = (actor: typeof operator, { id, version }: Pick<Ticket, 'id' | 'version'>) => ({ actor, id, version });
  const split = (ticket: Ticket, matter: SecondMatter) =>
    splitTicket(desk.deps, { ...by(operator, ticket), ...matter });
  const correct = async (id: string, set: Omit<Parameters<typeof correctTicket>[1], 'actor' | 'id' | 'version'>) => {
    desk.clock.advance(1000);
    return correctTicket(desk.deps, { ...by(operator, await desk.read(id)), ...set });
  };
  const sendsOf = async (id: string) => {
    const { outbox } = desk.deps.db.tables;
    return desk.deps.db.read.select().from(outbox).where(eq(outbox.ticket, id)).orderBy(asc(outbox.createdAt));
  };
  const states = async (id: string) => (await sendsOf(id)).map(({ state }) => state);

  /** A ticket of the station's whose other matter complains of the station. */
  async function parted() {
    const plea = await desk.plea();
    desk.clock.advance(1000);
    const done = await split(plea, ACCUSING);
    desk.clock.advance(1000);
    const opened = await openTicket(desk.deps, { ...by(operator, done.ticket), owner: HAZRATGANJ });
    desk.clock.advance(60_000);
    return { plea, origin: opened.ticket, second: done.split };
  }

  it('says nothing in public on a matter split off from a protected one, whatever its own category', async () => {
    const plea = await desk.plea();
    const { ticket } = await correct(plea.id, { category: 'women-safety' });
    const { split: made } = await split(ticket, HARMLESS);
    expect(await desk.read(made.id)).toMatchObject({ protected: true });
    expect(await sendsOf(made.id)).toMatchObject([{ kind: 'reply', text: neutralLine(plea.language) }]);
    const { ticket: corrected } = await correct(made.id, { category: 'theft' });
    expect(corrected).toMatchObject({ category: 'theft', protected: true });
    const aloud = replyToCitizen(desk.deps, { ...by(station, corrected), ...ALOUD });
    expect(await refusal(aloud)).toBe('tickets.protected_public');
  });

  it('takes back what waits in public on a split when its first becomes protected, and gives it back by the undo', async () => {
    const plea = await desk.plea();
    const { split: made } = await split(plea, HARMLESS);
    desk.clock.advance(1000);
    const { ticket: replied } = await replyToCitizen(desk.deps, { ...by(station, made), ...ALOUD });
    expect(await states(made.id)).toEqual(['waiting', 'waiting']);
    const { ticket: origin } = await correct(plea.id, { category: 'women-safety' });
    expect(await states(made.id)).toEqual(['cancelled', 'cancelled']);
    const second = await desk.read(made.id);
    expect(second.protected).toBe(true);
    // What was written on the page that was open is refused; so is it on a new one.
    for (const [version, code] of [
      [replied.version, 'tickets.version_conflict'],
      [second.version, 'tickets.protected_public'],
    ] as const)
      expect(await refusal(replyToCitizen(desk.deps, { ...by(station, { ...second, version }), ...ALOUD }))).toBe(code);
    desk.clock.advance(1000);
    await undoLast(desk.deps, by(operator, origin));
    expect((await desk.read(made.id)).protected).toBe(false);
    expect(await states(made.id)).toEqual(['waiting', 'waiting']);
    await correct(plea.id, { category: 'women-safety' });
    expect(await states(made.id)).toEqual(['cancelled', 'cancelled']);
  });

  it('keeps a split protected when a correction of it is undone after its first became protected', async () => {
    const plea = await desk.plea();
    const { split: made } = await split(plea, HARMLESS);
    const own = await correct(made.id, { category: 'women-safety' });
    await correct(plea.id, { category: 'women-safety' });
    desk.clock.advance(1000);
    await undoLast(desk.deps, by(operator, own.ticket));
    expect(await desk.read(made.id)).toMatchObject({ category: 'traffic', protected: true });
  });

  it('gives those complained of nothing by taking back what took the ticket from them', async () => {
    const { plea, origin } = await parted();
    const head = createActor({ unit: HAZRATGANJ, role: 'circle' });
    const sent = await transferTicket(desk.deps, { ...by(head, origin), to: GOMTI_NAGAR, reason: 'Theirs' });
    desk.clock.advance(1000);
    const stale = await undoLast(desk.deps, by(head, origin)).catch((error: unknown) =>
      isDomainError(error) ? { code: error.code, detail: error.detail } : null,
    );
    expect(stale).toMatchObject({ code: 'tickets.undo_acted_since' });
    expect(JSON.stringify(stale)).not.toContain(plea.headline);
    expect(JSON.stringify(stale)).not.toContain('current');
    const back = await undoLast(desk.deps, by(head, sent.ticket));
    expect(back.ticket).toMatchObject({ owner: HAZRATGANJ, headline: SUMMARY });
    // The words themselves stay what they were.
    expect((await desk.read(plea.id)).headline).toBe(plea.headline);
    const again = await transferTicket(desk.deps, { ...by(head, back.ticket), to: GOMTI_NAGAR, reason: 'Theirs' });
    desk.clock.advance(UNDO_WINDOW + 1);
    for (const version of [again.ticket.version, 1])
      expect(await refusal(undoLast(desk.deps, by(head, { ...again.ticket, version })))).toBe('tickets.not_found');
  });

  it('hides what was written until a split began to complain of somebody, and shows it again by the undo', async () => {
    const plea = await desk.plea();
    const done = await split(plea, HARMLESS);
    const opened = await openTicket(desk.deps, { ...by(operator, done.ticket), owner: HAZRATGANJ });
    desk.clock.advance(1000);
    const noted = await addNote(desk.deps, { ...by(operator, opened.ticket), text: 'She also says: a bribe' });
    const file = await addAttachment(desk.deps, { actor: operator, id: plea.id, bytes: PNG, name: 'paper.png' });
    const notes = async () =>
      (await readTicket(desk.deps, { actor: station, id: plea.id })).notes.map(({ text }) => text);
    const paper = () => refusal(readAttachment(desk.deps, { actor: station, id: plea.id, attachment: file.id }));
    const { splitAt } = await desk.read(plea.id);
    const changed = await correct(done.split.id, { aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    expect([await notes(), await paper()]).toEqual([[], 'tickets.not_found']);
    expect((await desk.read(plea.id)).version).toBe(noted.ticket.version);
    desk.clock.advance(1000);
    await undoLast(desk.deps, by(operator, changed.ticket));
    expect((await desk.read(plea.id)).splitAt).toBe(splitAt);
    expect([await notes(), await paper()]).toEqual([['She also says: a bribe'], null]);
    // Those above read on.
    await correct(done.split.id, { aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    expect((await readTicket(desk.deps, { actor: commissioner, id: plea.id })).notes).toHaveLength(1);
    expect(await notes()).toEqual([]);
  });

  it('counts a ticket as decided by what says what it is, not by what only looks at it', async () => {
    const { id, version } = await desk.plea();
    await addAttachment(desk.deps, { actor: operator, id, bytes: PNG, name: 'paper.png' });
    for (const name of ['briefed', 'spread-locked', 'spread-statement-written', 'rumour-carried', 'taken-over'])
      await desk.deps.db.write((tx) =>
        desk.deps.events.append(tx, [
          { stream: `ticket:${id}`, type: `ticket.${name}`, actor: 'officer:off_x/position:pos_x', data: {} },
        ]),
      );
    expect(await undecidedVersion(desk.deps, id)).toBe(version);
    await correct(id, { category: 'traffic' });
    expect(await undecidedVersion(desk.deps, id)).toBeNull();
  });

  it('takes no file of hidden words into the report of another ticket, nor one that is kept from others', async () => {
    const attach = (id: string, name: string) => {
      desk.clock.advance(1000);
      return addAttachment(desk.deps, { actor: operator, id, bytes: Buffer.concat([JPEG, Buffer.from(name)]), name });
    };
    const { plea, origin } = await parted();
    const open = async () => {
      const { id, version } = await desk.plea();
      return (await openTicket(desk.deps, { ...by(operator, { id, version }), owner: HAZRATGANJ })).ticket;
    };
    const sibling = await open();
    const early = await attach(sibling.id, 'early.jpg');
    const { ticket: part } = await joinIncident(desk.deps, { ...by(operator, sibling), other: origin.id });
    const fresh = await attach(plea.id, 'fresh.jpg');
    await splitTicket(desk.deps, { ...by(operator, await desk.read(sibling.id)), ...ACCUSING });
    const closed = async (id: string, file: string, actor = station) =>
      refusal(
        closeTicket(desk.deps, {
          ...by(actor, await desk.read(id)),
          ...{ outcome: 'settled' as const, details: {}, internalText: 'Heard both sides', attachments: [file] },
          publicAnswer: 'आपका मोबाइल मिल गया है',
        }),
      );
    // His own ticket too keeps it from him.
    expect(await closed(part.id, early.id)).toBe('tickets.file_missing');
    for (const actor of [station, commissioner])
      expect(await closed(plea.id, early.id, actor)).toBe('tickets.file_missing');
    const { ticket: accused } = await correct(part.id, { aboutPolice: 'yes', accusedUnit: HAZRATGANJ });
    const late = await attach(accused.id, 'late.jpg');
    expect(await closed(plea.id, late.id, commissioner)).toBe('tickets.file_missing');
    expect(await closed(plea.id, fresh.id)).toBeNull();
  });

  it('tells those who read a summary neither rumours, nor answers, nor scripts by the words', async () => {
    const plea = await desk.plea({ text: TRANSFORMER });
    const { ticket } = await splitTicket(desk.deps, { ...by(operator, plea), ...ACCUSING });
    await openTicket(desk.deps, { ...by(operator, ticket), owner: HAZRATGANJ });
    const claim = { hi: 'पुल टूट गया है', en: 'The bridge has fallen', mr: 'पूल पडला आहे' };
    const { rumour } = await carryRumour(desk.deps, { actor: operator, id: plea.id, claim });
    await correct(plea.id, { urgency: 'life-risk' });
    const seen = async (actor: typeof operator) => {
      const { rumours, alarm } = await readTicket(desk.deps, { actor, id: plea.id });
      const answers = await suggestAnswers(desk.deps, { actor, id: plea.id, reason: null });
      return { rumours: rumours.map(({ id }) => id), kind: alarm?.kind, answers: answers.map(({ key }) => key) };
    };
    const whole = await seen(commissioner);
    expect(whole).toMatchObject({ rumours: [rumour], answers: expect.arrayContaining(['electricity-up']) as string[] });
    expect(whole.kind).not.toBe('other');
    expect(await seen(station)).toEqual({ rumours: [], kind: 'other', answers: [] });
  });

  it('proves a claim of the number of a split by the word in the thread of its first', async () => {
    const plea = await desk.plea({ id: '4711', author: 'asha' });
    const { split: made } = await split(plea, HARMLESS);
    const docket = made.docket ?? '';
    const mine = await claimDocket(desk.deps, docket);
    const own = () => refusal(readOwn(desk.deps, { typed: docket, token: mine.token }));
    const reply = (id: string, author: string) =>
      desk.take([{ id, author, kind: 'reply', inReplyTo: '4711', text: `@Uppolice ${mine.word}` }]);
    await reply('47111', 'mallory');
    expect(await own()).toBe('tickets.not_proved');
    await reply('47112', 'asha');
    expect(await own()).toBeNull();
  });

  it('leaves of a matter that was taken back no words, and does not take back what another ticket was put to', async () => {
    const plea = await desk.plea();
    const done = await split(plea, { ...ACCUSING });
    desk.clock.advance(1000);
    const { ticket: back } = await undoLast(desk.deps, by(operator, done.ticket));
    expect(await desk.read(done.split.id)).toMatchObject({ state: 'withdrawn', headline: '', summary: null });
    const { message } = desk.deps.db.tables;
    const said = await desk.deps.db.read.select().from(message).where(eq(message.ticket, done.split.id));
    expect(said).toMatchObject([{ text: '', salt: '' }]);
    desk.clock.advance(1000);
    const again = await split(back, HARMLESS);
    const other = await desk.plea();
    const { ticket: joined } = await joinIncident(desk.deps, { ...by(operator, other), other: again.split.id });
    expect(await refusal(undoLast(desk.deps, by(operator, again.ticket)))).toBe('tickets.undo_acted_since');
    await undoLast(desk.deps, by(operator, joined));
    await undoLast(desk.deps, by(operator, again.ticket));
    expect((await desk.read(again.split.id)).state).toBe('withdrawn');
  });

  it('keeps files from whoever reads a summary, though he has custody of the place', async () => {
    const { plea, origin } = await parted();
    const picture = await desk.showPicture(plea.id);
    const at = { id: origin.id, message: picture.message, external: picture.externalId };
    const say = (actor: typeof operator, label: 'violent' | 'child-abuse') =>
      refusal(classifyMedia(desk.deps, { actor, ...at, class: label }));
    expect([await say(station, 'violent'), await say(commissioner, 'violent')]).toEqual(['tickets.not_found', null]);
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.mediaCustodian, [
        {
          id: 'cus_1',
          officer: station.officer,
          unit: HAZRATGANJ,
          since: 1,
          until: null,
          namedBy: 'off_x',
          endedBy: null,
        },
      ]),
    );
    expect(await custodyOf(desk.deps, { officer: station.officer, id: origin.id })).toBe(false);
    expect(await say(operator, 'child-abuse')).toBeNull();
    const opening = openQuarantined(desk.deps, { actor: station, ...at, reason: 'report' });
    expect(await refusal(opening)).toBe('media.quarantined');
  });
});
