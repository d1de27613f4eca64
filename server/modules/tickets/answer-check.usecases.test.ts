import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../platform/errors.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { suggestAnswers } from './bank.usecases.ts';
import { undoLast } from './change.usecases.ts';
import { checkAnswer } from './answer-check.usecases.ts';
import { createTicketDesk, GOMTI_NAGAR, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { addNote, replyToCitizen } from './speak.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { askBack, markNotForUs, openTicket } from './triage.usecases.ts';
import type { Ticket } from './tickets.types.ts';

const NUMBER = 'Call Constable Ram on 98765 43210, he comes this evening';
const NOTE = 'The informant is the brother of the accused and lives behind the temple';

describe.each(testEngines)('answers are looked through on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  const open = async (): Promise<Ticket> => {
    const { id, version } = await desk.plea();
    return (await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ })).ticket;
  };
  const reply = ({ id, version }: Ticket, text: string, more: object = {}) =>
    replyToCitizen(desk.deps, { actor: people.operator, id, version, text, kind: 'reply', ...more });
  const sent = async (id: string) =>
    (await desk.deps.db.read.select().from(desk.deps.db.tables.outbox)).filter(
      ({ ticket, purpose }) => ticket === id && purpose === 'reply',
    );

  it('stops a telephone number in public, and sends it once the officer says so, which is recorded', async () => {
    const ticket = await open();
    const refused = await reply(ticket, NUMBER).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({
      code: 'tickets.answer_stopped',
      detail: { findings: [{ code: 'phone_shown', release: 'writer' }] },
    });
    expect(await sent(ticket.id)).toEqual([]);
    await reply(ticket, NUMBER, { accept: ['phone_shown'] });
    expect(await sent(ticket.id)).toHaveLength(1);
    const event = (await desk.deps.events.ofStream(`ticket:${ticket.id}`)).at(-1);
    expect(event?.data).toMatchObject({ released: ['phone_shown'] });
    expect(JSON.stringify(event)).not.toContain('98765');
  });

  it('never sends an internal note, whoever accepts it', async () => {
    const opened = await open();
    const { ticket } = await addNote(desk.deps, {
      actor: people.operator,
      id: opened.id,
      version: opened.version,
      text: NOTE,
    });
    const text = `Sir, ${NOTE.toLowerCase()}, please wait`;
    expect(await refusal(reply(ticket, text, { accept: ['internal_note'] }))).toBe('tickets.answer_stopped');
    expect(await refusal(reply(ticket, text, { accept: ['internal_note'], kind: 'dm' }))).toBe(
      'tickets.answer_stopped',
    );
    expect(await sent(ticket.id)).toEqual([]);
  });

  it('lets only a senior officer send what could tell who a victim is', async () => {
    const ticket = await open();
    const text = 'The rape victim, daughter of the shopkeeper at House No. 12, was taken to hospital by police';
    const accept = ['victim_identity'];
    expect(await refusal(reply(ticket, text, { accept }))).toBe('tickets.release_senior');
    // Senior elsewhere is not senior here.
    const [post] = createActor({ unit: GOMTI_NAGAR, role: 'circle' }).posts;
    const elsewhere = { ...people.operator, posts: [...people.operator.posts, ...(post ? [post] : [])] };
    expect(await refusal(reply(ticket, text, { accept, actor: elsewhere }))).toBe('tickets.release_senior');
    expect(await refusal(reply(ticket, text, { accept, actor: people.commissioner }))).toBeNull();
  });

  it('never sends the report for the force as the public answer', async () => {
    const { id, version } = await open();
    const close = (publicAnswer: string, internalText = NOTE) =>
      refusal(
        closeTicket(desk.deps, {
          ...{ actor: people.station, id, version, outcome: 'settled', details: {}, attachments: [] },
          ...{ internalText, publicAnswer, accept: ['internal_note'] },
        }),
      );
    // A dot is no report, and "ok" is no answer.
    expect(await close('Both sides were heard', ' . ')).toBe('tickets.report_missing');
    expect(await close('ok 👍')).toBe('tickets.answer_missing');
    expect(await close(NOTE)).toBe('tickets.answer_stopped');
    expect(await close('Both sides were heard at the station today')).toBeNull();
  });

  it('looks through the officer’s own question too, and leaves the template alone', async () => {
    const { id, version } = await desk.plea();
    const ask = (text?: string) =>
      askBack(desk.deps, { actor: people.operator, id, version, ...(text ? { text } : {}) });
    expect(await refusal(ask('कृपया अपना मोबाइल नंबर यहीं लिखें'))).toBe('tickets.answer_stopped');
    expect(await refusal(ask())).toBeNull();
  });

  it('goes with what is set aside, looked through as every other, and is taken back with it', async () => {
    const plea = await desk.plea({ text: 'हमारे मोहल्ले हजरतगंज में तीन दिन से बिजली नहीं है @lkopolice 77123' });
    const { id, version } = plea;
    const asked = { id, reason: 'other-department' as const };
    const [best] = await suggestAnswers(desk.deps, { ...asked, actor: people.operator });
    expect(best).toMatchObject({ key: 'electricity-up', text: expect.stringContaining('1912') as string });
    expect(await refusal(suggestAnswers(desk.deps, { ...asked, actor: people.stranger }))).toBe('tickets.not_found');
    const aside = (answer?: string) =>
      markNotForUs(desk.deps, { ...asked, actor: people.operator, version, ...(answer ? { answer } : {}) });
    expect(await refusal(aside(NUMBER))).toBe('tickets.answer_stopped');
    const done = await aside(best?.text);
    expect(await sent(id)).toMatchObject([{ text: best?.text, kind: 'reply', state: 'waiting' }]);
    await undoLast(desk.deps, { actor: people.operator, id, version: done.ticket.version });
    expect(await sent(id)).toMatchObject([{ state: 'cancelled' }]);
  });

  it('tells while it is written, those alone who may answer', async () => {
    const { id } = await open();
    const codes = async (text: string) =>
      (await checkAnswer(desk.deps, { actor: people.operator, id, text, kind: 'reply' })).map(({ code }) => code);
    expect(await codes('Forwarded to concerned authority')).toEqual(['bare_forwarded']);
    expect(await codes('कृपया घटनास्थल बताएं')).toEqual(['place_given']);
    expect(await codes('')).toEqual([]);
    expect(await refusal(checkAnswer(desk.deps, { actor: people.stranger, id, text: 'x', kind: 'reply' }))).toBe(
      'tickets.not_found',
    );
  });
});
