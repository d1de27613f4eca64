import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { addAttachment } from './attachments.usecases.ts';
import { checkAnswer } from './answer-check.usecases.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { closeTicket, type Report } from './station.usecases.ts';
import { hashCode } from './ownership.rules.ts';
import { enterCode, readOwn } from './tracking.usecases.ts';
import type { Ticket } from './tickets.types.ts';
import { openTicket } from './triage.usecases.ts';

const ANSWER = 'आपकी शिकायत पर एफ़आईआर दर्ज कर ली गई है। विवेचना की जानकारी थाने से मिलेगी।';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(testEngines)('a report in three taps on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(60_000));
  const { operator, station } = people;

  async function opened(): Promise<Ticket> {
    const plea = await desk.plea();
    desk.clock.advance(1000);
    return (await openTicket(desk.deps, { actor: operator, id: plea.id, version: plea.version, owner: HAZRATGANJ }))
      .ticket;
  }
  const close = ({ id, version }: Ticket, report: Partial<Report>) =>
    closeTicket(desk.deps, {
      ...{ actor: station, id, version, outcome: 'settled', details: {}, internalText: '', publicAnswer: ANSWER },
      ...{ attachments: [], ...report },
    });
  const file = async ({ id }: Ticket, bytes: Buffer) =>
    (await addAttachment(desk.deps, { actor: station, id, bytes, name: 'spot' })).id;

  it('is an outcome with a photograph, and no outcome alone', async () => {
    const ticket = await opened();
    expect(await refusal(close(ticket, {}))).toBe('tickets.report_missing');
    expect(await refusal(close(ticket, { internalText: 'Necessary action taken' }))).toBe('tickets.report_blank');
    const paper = await file(ticket, Buffer.from('%PDF-1.7\n%nothing'));
    expect(await refusal(close(ticket, { attachments: [paper] }))).toBe('tickets.report_missing');
    expect(await refusal(close(ticket, { attachments: ['att_none'] }))).toBe('tickets.report_missing');
    const photo = await file(ticket, PNG);
    await close(ticket, { attachments: [photo] });
    const [report] = (await readTicket(desk.deps, { actor: station, id: ticket.id })).reports;
    expect(report).toMatchObject({ outcome: 'settled', internalText: '', copied: null });
  });

  it('keeps numbers as fields, each in its form, and refuses those of no record', async () => {
    const ticket = await opened();
    const words = { internalText: 'Investigator Sharma has it', outcome: 'fir' as const };
    const refused = await close(ticket, { ...words, details: { fir: '142/2099', sections: 'BNS 304' } }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      ...{ code: 'tickets.detail_wrong', fields: { 'details.fir': 'tickets.detail_wrong.fir' } },
    });
    const details = { fir: ' 0142/2026', sections: 'BNS 304', gd: '034', gdDate: '2026-01-02', extra: 'x' };
    await close(ticket, { ...words, details });
    const [report] = (await readTicket(desk.deps, { actor: station, id: ticket.id })).reports;
    expect(report?.details).toEqual({ fir: '142/2026', sections: 'BNS 304', gd: '34', gdDate: '2026-01-02' });
  });

  it('tells its number to nobody but the owner of the docket', async () => {
    const ticket = await opened();
    const { docket } = ticket;
    const details = { fir: '142/2026', sections: 'BNS 304' };
    const report = { outcome: 'fir' as const, details, internalText: 'Investigator Sharma has it' };
    const said = `${ANSWER} 142-26`;
    const checked = { actor: operator, id: ticket.id, text: 'FIR 142/2026' };
    const codesFor = async (kind: 'reply' | 'dm') =>
      (await checkAnswer(desk.deps, { ...checked, kind })).map(({ code }) => code);
    expect(await codesFor('reply')).toContain('record_shown');
    expect(await codesFor('dm')).not.toContain('record_shown');
    expect(await refusal(close(ticket, { ...report, publicAnswer: said }))).toBe('tickets.answer_stopped');
    await close(ticket, report);
    const codeHash = hashCode({ ticket: ticket.id, code: 'ABCD2345' });
    await desk.deps.db.write((tx) => tx.updateRows(tx.tables.ticket, [{ id: ticket.id, codeHash }]));
    const { token } = await enterCode(desk.deps, { typed: docket ?? '', code: 'ABCD2345' });
    const own = await readOwn(desk.deps, { typed: docket ?? '', token });
    expect(own.answer).toMatchObject({ outcome: 'fir', records: { fir: '142/2026' } });
    expect(JSON.stringify(await desk.deps.events.ofStream(`ticket:${ticket.id}`))).not.toContain('142/2026');
  });
});
