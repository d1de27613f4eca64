import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { fillTemplate } from '../replies/templates.rules.ts';
import { DomainError } from '../../platform/errors.ts';
import { addAttachment, readAttachment } from './attachments.usecases.ts';
import { undoMany, type BulkResult } from './bulk.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { closeIncident, previewIncidentClose, type IncidentReport } from './incident-report.usecases.ts';
import { joinIncident } from './incident.usecases.ts';
import { neutralLine } from '../replies/neutral.rules.ts';
import { closeTicket } from './station.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const ANSWERS = {
  hi: 'आपकी शिकायत पर एफ़आईआर दर्ज कर ली गई है। विवेचना की जानकारी थाने से मिलेगी।',
  en: 'An FIR has been registered on your complaint. The station will tell you about the investigation.',
  mr: 'तुमच्या तक्रारीवर एफआयआर नोंदवली आहे. तपासाची माहिती पोलीस ठाण्यातून मिळेल.',
} as const;
const REPORT: IncidentReport = {
  outcome: 'fir',
  details: { fir: '142/2026', sections: 'BNS 304' },
  internalText: 'Two held, one telephone found, third still sought',
  publicAnswers: ANSWERS,
  instead: {},
  attachments: [],
};
/** How a photograph begins; what follows makes it another one. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

const codes = (results: readonly BulkResult<unknown>[]) =>
  results.map((one) => ('refused' in one ? one.refused.code : 'done'));
const doneOf = (results: readonly BulkResult[]) =>
  results.flatMap((one) => ('done' in one ? [{ id: one.id, version: one.done.ticket.version }] : []));
const bare = ({ version: _, updatedAt: __, ...rest }: Ticket) => rest;

describe.each(testEngines)('one report for an incident on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));

  const { operator, station, commissioner } = people;

  async function opened({ language = 'hi', owner = HAZRATGANJ }: { language?: string; owner?: string } = {}) {
    const plea = await desk.plea();
    desk.clock.advance(1000);
    const { ticket } = await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner });
    desk.clock.advance(1000);
    if (language === ticket.language) return ticket;
    return (await correctTicket(desk.deps, { actor: operator, id: ticket.id, version: ticket.version, language }))
      .ticket;
  }

  /** Puts the others to the first of them. */
  async function together(tickets: readonly Ticket[]): Promise<Ticket[]> {
    const [first, ...others] = tickets;
    if (!first) throw new Error('nothing to put together');
    const joined: Ticket[] = [first];
    for (const { id, version } of others) {
      desk.clock.advance(1000);
      joined.push((await joinIncident(desk.deps, { actor: operator, id, version, other: first.id })).ticket);
    }
    desk.clock.advance(1000);
    return joined;
  }

  const three = async () =>
    together([await opened(), await opened({ language: 'en' }), await opened({ language: 'mr' })]);
  const close = (tickets: readonly Ticket[], more: Partial<IncidentReport> = {}, actor = station) =>
    closeIncident(desk.deps, { actor, id: tickets[0]?.id ?? '', chosen: tickets, report: { ...REPORT, ...more } });
  const preview = (tickets: readonly Ticket[], more: Partial<IncidentReport> = {}, actor = station) =>
    previewIncidentClose(desk.deps, {
      actor,
      id: tickets[0]?.id ?? '',
      chosen: tickets,
      report: { ...REPORT, ...more },
    });
  const sends = async (id: string) => {
    const { outbox } = desk.deps.db.tables;
    return (await desk.deps.db.read.select().from(outbox)).filter(
      (row) => row.ticket === id && row.purpose === 'answer' && row.state !== 'cancelled',
    );
  };
  const reports = async (id: string) => {
    const { actionReport } = desk.deps.db.tables;
    return (await desk.deps.db.read.select().from(actionReport)).filter(
      (row) => row.ticket === id && row.withdrawnAt === null,
    );
  };
  const files = async () => {
    const { attachment } = desk.deps.db.tables;
    return (await desk.deps.db.read.select().from(attachment)).map(({ id, ticket, report }) => ({
      id,
      ticket,
      report,
    }));
  };
  const photograph = (id: string, name: string, actor = station) =>
    addAttachment(desk.deps, { actor, id, bytes: Buffer.concat([JPEG, Buffer.from(name)]), name });

  it('closes every chosen docket and answers each citizen in the language he wrote in', async () => {
    const tickets = await three();
    expect(codes(await preview(tickets))).toEqual(['done', 'done', 'done']);
    expect((await desk.read(tickets[0]?.id ?? '')).state).toBe('open');
    expect(codes(await close(tickets))).toEqual(['done', 'done', 'done']);
    const batches = new Set<unknown>();
    for (const { id, language } of tickets) {
      expect(await desk.read(id)).toMatchObject({ state: 'closed', outcome: 'fir' });
      const answer = ANSWERS[language as keyof typeof ANSWERS];
      expect(await sends(id)).toMatchObject([
        { text: `${answer}\n${fillTemplate('verdict-question', language)}`, kind: 'reply' },
      ]);
      expect(await reports(id)).toMatchObject([{ publicAnswer: answer, details: REPORT.details }]);
      batches.add((await desk.deps.events.ofStream(`ticket:${id}`)).at(-1)?.data.batch);
    }
    expect([...batches]).toEqual([expect.stringMatching(/^bat_/)]);
  });

  it('closes nothing while a language has no text, unless another text is named for it', async () => {
    const tickets = await three();
    const { hi, en } = ANSWERS;
    const refused = await close(tickets, { publicAnswers: { hi, en, mr: 'ok' } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ code: 'tickets.answer_missing', fields: { 'publicAnswers.mr': 'required' } });
    for (const { id } of tickets) expect((await desk.read(id)).state).toBe('open');
    expect(await refusal(preview(tickets, { internalText: '.' }))).toBe('tickets.report_missing');
    expect(await refusal(close(tickets, { details: {} }))).toBe('tickets.outcome_needs');
    const results = await close(tickets, { publicAnswers: { hi, en }, instead: { mr: 'hi' } });
    expect(codes(results)).toEqual(['done', 'done', 'done']);
    // The question is in the citizen's own language all the same.
    const asked = `${hi}\n${fillTemplate('verdict-question', 'mr')}`;
    expect(await sends(tickets[2]?.id ?? '')).toMatchObject([{ text: asked }]);
  });

  it('does what can be done and tells what cannot; the same report twice closes nothing again', async () => {
    const [first, second, third] = await three();
    if (!first || !second || !third) throw new Error('no tickets');
    const apart = await opened();
    const chosen = [first, { ...second, version: 99 }, apart, third];
    expect(codes(await close(chosen))).toEqual(['done', 'tickets.version_conflict', 'tickets.other_incident', 'done']);
    expect(codes(await close(chosen))).toEqual([
      'tickets.version_conflict',
      'tickets.version_conflict',
      'tickets.other_incident',
      'tickets.version_conflict',
    ]);
    expect(await sends(first.id)).toHaveLength(1);
    expect((await desk.read(apart.id)).state).toBe('open');
    // An answer that must not go out stops its own docket only.
    const [ask, own] = await together([await opened({ language: 'en' }), await opened()]);
    if (!ask || !own) throw new Error('no tickets');
    const stopped = { publicAnswers: { ...ANSWERS, en: `${ANSWERS.en} ${REPORT.internalText}` } };
    expect(codes(await preview([ask, own], stopped))).toEqual(['tickets.answer_stopped', 'done']);
    expect(codes(await close([ask, own], stopped))).toEqual(['tickets.answer_stopped', 'done']);
  });

  it('lets nobody close by the dozen what he may not close alone, and leaves another office its own', async () => {
    const [mine, theirs] = await together([await opened(), await opened({ owner: GOMTI_NAGAR })]);
    if (!mine || !theirs) throw new Error('no tickets');
    expect(await refusal(close([mine], {}, people.stranger))).toBe('tickets.not_found');
    expect(codes(await close([mine], {}, operator))).toEqual(['officers.not_allowed']);
    expect(codes(await close([mine, theirs]))).toEqual(['done', 'tickets.not_found']);
    // A border case is seen by both stations: its owner alone answers.
    const { ticket: table } = desk.deps.db.tables;
    const [border, other] = await together([await opened(), await opened({ owner: GOMTI_NAGAR })]);
    if (!border || !other) throw new Error('no tickets');
    await desk.deps.db.write(async (tx) => {
      await tx.insertRows(tx.tables.ticketAccess, [{ unit: HAZRATGANJ, state: 'open', num: other.num }]);
      await tx.updateRows(table, [{ id: other.id, second: HAZRATGANJ }]);
    });
    const results = await preview([border, other]);
    expect(codes(results)).toEqual(['done', 'tickets.with_other_office']);
    expect(results[1]).toMatchObject({ refused: { detail: { unit: { id: GOMTI_NAGAR } } } });
    expect(codes(await close([border, other], {}, commissioner))).toEqual(['done', 'done']);
  });

  it('is taken back as one batch, exactly, with its files', async () => {
    const tickets = await three();
    const photo = await photograph(tickets[1]?.id ?? '', 'spot');
    const before = await Promise.all(tickets.map(async ({ id }) => bare(await desk.read(id))));
    const filesBefore = await files();
    desk.clock.advance(1000);
    const results = await close(tickets, { attachments: [photo.id] });
    expect(codes(results)).toEqual(['done', 'done', 'done']);
    expect(await files()).toHaveLength(filesBefore.length + 2);
    desk.clock.advance(1000);
    expect(codes(await undoMany(desk.deps, { actor: station, chosen: doneOf(results) }))).toEqual([
      'done',
      'done',
      'done',
    ]);
    expect(await Promise.all(tickets.map(async ({ id }) => bare(await desk.read(id))))).toEqual(before);
    expect(await files()).toEqual(filesBefore);
    for (const { id } of tickets) expect([await sends(id), await reports(id)]).toEqual([[], []]);
    const batches = await Promise.all(
      tickets.map(async ({ id }) => (await desk.deps.events.ofStream(`ticket:${id}`)).at(-1)?.data.batch),
    );
    expect([...new Set(batches)]).toEqual([expect.stringMatching(/^bat_/)]);
  });

  it('lets one photograph stand for its incident and for no other', async () => {
    const tickets = await three();
    const photo = await photograph(tickets[0]?.id ?? '', 'one place');
    desk.clock.advance(1000);
    expect(codes(await close(tickets, { attachments: [photo.id] }))).toEqual(['done', 'done', 'done']);
    const copy = (await files()).find((file) => file.ticket === tickets[2]?.id);
    const read = await readAttachment(desk.deps, {
      ...{ actor: station, id: tickets[2]?.id ?? '' },
      attachment: copy?.id ?? '',
    });
    expect(Buffer.from(read.bytes).equals(Buffer.concat([JPEG, Buffer.from('one place')]))).toBe(true);

    const elsewhere = await opened();
    const again = await photograph(elsewhere.id, 'one place');
    const single = { ...REPORT, publicAnswer: ANSWERS.hi };
    const alone = (attachments: readonly string[]) =>
      closeTicket(desk.deps, { ...single, actor: station, id: elsewhere.id, version: elsewhere.version, attachments });
    expect(await refusal(alone([again.id]))).toBe('tickets.picture_reused_on');
    expect(await refusal(alone([photo.id]))).toBe('tickets.file_missing');
    expect(codes(await close([elsewhere], { attachments: [again.id] }))).toEqual(['tickets.picture_reused_on']);
    const fresh = await photograph(elsewhere.id, 'another place');
    expect(await refusal(alone([fresh.id]))).toBeNull();
  });

  it('says nothing in public of a docket that has become protected', async () => {
    const [open, hidden] = await together([await opened(), await opened()]);
    if (!open || !hidden) throw new Error('no tickets');
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: hidden.id, protected: true }]));
    expect(codes(await close([open, hidden], {}, commissioner))).toEqual(['done', 'done']);
    expect(await sends(open.id)).toMatchObject([{ kind: 'reply' }]);
    expect(await sends(hidden.id)).toMatchObject([{ kind: 'dm', inReplyTo: null }]);
    const { outbox } = desk.deps.db.tables;
    const spoken = (await desk.deps.db.read.select().from(outbox)).filter(
      (row) => row.ticket === hidden.id && row.kind === 'reply' && row.purpose === 'answer',
    );
    expect(spoken.filter(({ text }) => text !== neutralLine('hi'))).toEqual([]);
    // Each is looked through by itself: what could name somebody goes to the one in private, and not out on the other.
    const [plain, victim] = await together([await opened(), await opened()]);
    if (!plain || !victim) throw new Error('no tickets');
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: victim.id, protected: true }]));
    const naming = { publicAnswers: { hi: 'आपकी नाबालिग बेटी के साथ छेड़छाड़ के मामले में एफआईआर दर्ज कर ली गई है।' } };
    expect(codes(await close([plain, victim], naming))).toEqual(['tickets.answer_stopped', 'done']);
  });
});
