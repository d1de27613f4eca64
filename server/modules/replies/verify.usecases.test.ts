import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, people, type TicketDesk } from '../tickets/desk.testing.ts';
import { correctTicket } from '../tickets/triage.usecases.ts';
import { postNumber } from './answer-hash.rules.ts';
import { neutralLine } from './neutral.rules.ts';
import { queueSends } from './outbox.usecases.ts';
import { endSend, takeSends } from './relay.usecases.ts';
import { hashSentAnswers, verifyAnswer } from './verify.usecases.ts';

const PUBLIC = 'आपकी शिकायत दर्ज कर ली गई है।\nडॉकेट LKO-261120-0001-5';
const NAMING = '@sohan has been arrested tonight';
const PRIVATE = 'Your code for the docket is known to you alone.';

describe.each(testEngines)('an alleged answer of the police on %s', (engine) => {
  let desk: TicketDesk;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const send = { account: 'acc_up', ticket: 'tkt_1', inReplyTo: null, toContact: null, officer: null };
    const sends = [
      { ...send, id: 'out_1', dedupeKey: 'a', purpose: 'reply', kind: 'reply', text: PUBLIC },
      { ...send, id: 'out_2', dedupeKey: 'b', purpose: 'reply', kind: 'dm', text: PRIVATE },
      {
        ...send,
        id: 'out_3',
        dedupeKey: 'c',
        purpose: 'reply',
        kind: 'reply',
        text: 'This one still waits to be sent',
      },
      { ...send, id: 'out_4', dedupeKey: 'd', purpose: 'reply', kind: 'reply', text: NAMING },
    ] as const;
    const at = desk.clock.now();
    await desk.deps.db.write((tx) => queueSends(tx, { sends: [...sends], at, notBefore: at }));
    const taken = await takeSends(desk.deps, { leaseMs: 60_000, limit: 10 });
    for (const one of taken.filter(({ id }) => id !== 'out_3'))
      await endSend(desk.deps, one, {
        ...{ state: 'sent', sentAt: desk.clock.now(), error: null },
        externalId: `189000000000000000${one.id.at(-1)}`,
      });
  });
  afterAll(() => desk.close());

  it('is known word for word, however it was copied, and by the number of its post', async () => {
    const yes = { answer: 'sent', handle: '@Uppolice', at: desk.clock.now() };
    const copies = [
      PUBLIC,
      `@ramesh  @sita ${PUBLIC}`,
      PUBLIC.replace('\n', '  ').normalize('NFD'),
      `\u200b${PUBLIC}\ufeff `,
    ];
    for (const copy of copies) expect(await verifyAnswer(desk.deps, copy)).toEqual({ ...yes, by: 'words' });
    for (const link of ['https://x.com/Uppolice/status/1890000000000000001?s=20', '1890000000000000001'])
      expect(await verifyAnswer(desk.deps, link)).toEqual({ ...yes, by: 'number' });
  });

  it('is not ours when a word differs, when it was private, or when it was not sent', async () => {
    const no = { answer: 'not-sent' };
    expect(await verifyAnswer(desk.deps, PUBLIC.replace('0001', '0002'))).toEqual(no);
    expect(await verifyAnswer(desk.deps, PRIVATE)).toEqual(no);
    expect(await verifyAnswer(desk.deps, 'https://x.com/i/status/1890000000000000002')).toEqual(no);
    expect(await verifyAnswer(desk.deps, 'This one still waits to be sent')).toEqual(no);
    expect(await verifyAnswer(desk.deps, 'https://x.com/i/status/1')).toEqual(no);
    expect(await verifyAnswer(desk.deps, 'धन्यवाद')).toEqual({ answer: 'too-short' });
  });

  it('is not ours when what is shown is turned round, or names another than our words name', async () => {
    const no = { answer: 'not-sent' };
    for (const sign of ['\u202e', '\u2067', '\u200f'])
      expect(await verifyAnswer(desk.deps, PUBLIC.replace('261120', `${sign}261120`))).toEqual(no);
    expect(await verifyAnswer(desk.deps, '@mohan has been arrested tonight')).toEqual(no);
    expect(await verifyAnswer(desk.deps, 'has been arrested tonight')).toEqual(no);
    for (const given of [NAMING, `@mohan ${NAMING}`])
      expect(await verifyAnswer(desk.deps, given)).toMatchObject({ answer: 'sent', by: 'words' });
  });

  it('is told by its number alone once its matter is protected, but for the neutral line', async () => {
    const plea = await desk.plea();
    const text = 'Your complaint is registered, docket LKO-261120-0002-3';
    const send = { account: 'acc_up', ticket: plea.id, inReplyTo: null, toContact: null, officer: null };
    const line = { ...send, purpose: 'acknowledgement', kind: 'reply' } as const;
    const sends = [
      { ...line, id: 'out_5', dedupeKey: 'e', text },
      { ...line, id: 'out_6', dedupeKey: 'f', text: neutralLine('en') },
    ];
    const at = desk.clock.now();
    await desk.deps.db.write((tx) => queueSends(tx, { sends, at, notBefore: at }));
    for (const one of await takeSends(desk.deps, { leaseMs: 60_000, limit: 10 }))
      await endSend(desk.deps, one, {
        state: 'sent',
        sentAt: at,
        error: null,
        externalId: `189000000000000010${one.id.at(-1)}`,
      });
    expect((await verifyAnswer(desk.deps, text)).answer).toBe('sent');
    await correctTicket(desk.deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version, category: 'women-safety' },
    });
    expect(await verifyAnswer(desk.deps, text)).toEqual({ answer: 'not-sent' });
    expect((await verifyAnswer(desk.deps, neutralLine('en'))).answer).toBe('sent');
    expect(await verifyAnswer(desk.deps, '1890000000000000105')).toMatchObject({ answer: 'sent', by: 'number' });
  });

  it('keeps no hash of a direct message, and catches up with older answers once', async () => {
    const { outbox } = desk.deps.db.tables;
    const hashes = async () =>
      new Map((await desk.deps.db.read.select().from(outbox)).map(({ id, textHash }) => [id, textHash]));
    expect((await hashes()).get('out_2')).toBeNull();
    await desk.deps.db.write(async (tx) => tx.update(outbox).set({ textHash: null }));
    expect((await verifyAnswer(desk.deps, PUBLIC)).answer).toBe('not-sent');
    expect([await hashSentAnswers(desk.deps), await hashSentAnswers(desk.deps)]).toEqual([4, 0]);
    expect((await verifyAnswer(desk.deps, PUBLIC)).answer).toBe('sent');
    expect((await hashes()).get('out_2')).toBeNull();
  });

  it('knows public posts that were written in the service itself, and no private ones', async () => {
    const line = { author: 'Uppolice', authorId: '111', tagged: [] };
    await desk.take([
      { ...line, id: '1890000000000000077', text: 'Traffic is open again at Hazratganj', kind: 'mention' },
      { ...line, id: '1890000000000000078', text: 'Come to the station at five', kind: 'dm' },
    ]);
    expect(await verifyAnswer(desk.deps, '1890000000000000077')).toMatchObject({ answer: 'sent', handle: '@Uppolice' });
    expect((await verifyAnswer(desk.deps, '1890000000000000078')).answer).toBe('not-sent');
  });

  it.each([
    ['x.com/a/status/12', '12'],
    ['https://twitter.com/i/web/status/99', '99'],
    ['https://evil.example/x.com/a/status/12', null],
    ['12345', null],
  ])('reads the number of %s as %s', (given, number) => {
    expect(postNumber(given)).toBe(number);
  });
});
