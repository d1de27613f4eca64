import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonlDriver } from '../channels/drivers/jsonl/driver.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { liftHold, orderHold } from '../evidence/holds.usecases.ts';
import { setSafeContact } from '../tickets/safe-contact.usecases.ts';
import { addNote } from '../tickets/speak.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { listTickets } from '../tickets/list.usecases.ts';
import { closeTicket, takeUpTicket } from '../tickets/station.usecases.ts';
import { markNotForUs, openTicket } from '../tickets/triage.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { dropContacts } from './erase.repository.ts';
import { insertOrder } from './order.repository.ts';
import { carryOnErasures, carryOut } from './order.usecases.ts';
import { eraseOnRequest, previewErasure } from './request.usecases.ts';
import { DAY, digestOf, UNDECIDED, USUAL } from './retention.rules.ts';
import { readRetention, setTerms, tryTerms } from './retention.usecases.ts';
import { sweepRetention } from './sweep.usecases.ts';

const CLOSING = {
  outcome: 'settled',
  details: {},
  attachments: [],
  internalText: 'Heard both sides at length',
  publicAnswer: 'Settled after hearing both',
} as const;
const ORDER = { authority: 'CJM Lucknow', number: '12/2026', note: '' };
const SECRET = 'गुलमोहर';

describe.each(testEngines)('retention on %s', (engine) => {
  let desk: TicketDesk;
  beforeEach(async () => {
    desk = await createTicketDesk(engine);
  });
  afterEach(() => desk.close());

  const page = () => readRetention(desk.deps, people.admin);
  const keep = async (days: Partial<typeof USUAL.days>): Promise<void> => {
    const { version } = await page();
    const terms = { ...UNDECIDED, days: { ...UNDECIDED.days, ...days } };
    await setTerms(desk.deps, { actor: people.admin, version, terms });
  };
  const rows = async <Row>(
    name: 'message' | 'contact' | 'attachment' | 'decision' | 'envelope' | 'ticketNote' | 'outbox' | 'actionReport',
  ): Promise<Row[]> => (await desk.deps.db.read.select().from(desk.deps.db.tables[name])) as Row[];

  async function closed({
    text,
    author,
    word = SECRET,
  }: {
    text: string;
    author: string;
    word?: string;
  }): Promise<Ticket> {
    const made = await desk.plea({ text, author });
    const opened = await openTicket(desk.deps, {
      actor: people.operator,
      id: made.id,
      version: made.version,
      owner: HAZRATGANJ,
    });
    const up = await takeUpTicket(desk.deps, { actor: people.station, id: made.id, version: opened.ticket.version });
    const done = await closeTicket(desk.deps, {
      actor: people.station,
      id: made.id,
      version: up.ticket.version,
      ...CLOSING,
    });
    const noted = await addNote(desk.deps, {
      actor: people.station,
      id: made.id,
      version: done.ticket.version,
      text: `${word} was seen`,
    });
    const { ticket } = await setSafeContact(desk.deps, {
      ...{ actor: people.station, id: made.id, version: noted.ticket.version },
      ...{ mayCall: true, hours: null, words: `Ask for ${word}` },
    });
    return ticket;
  }
  /** Every text of every table that a search for the secret finds. */
  async function leftOf(word: string): Promise<string[]> {
    const left: string[] = [];
    for (const [name, table] of Object.entries(desk.deps.db.tables))
      for (const row of await desk.deps.db.read.select().from(table))
        if (JSON.stringify(row).includes(word)) left.push(name);
    return left;
  }

  it('removes nothing before anybody has decided, but old lines of the reader log', async () => {
    await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha' });
    desk.clock.advance(4000 * DAY);
    expect(await sweepRetention(desk.deps)).toBe(0);
    expect((await page()).version).toBe(0);
  });

  it('tells before it is set how much would go, removes that and no more, and proves it', async () => {
    const old = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'gulmohar_asha' });
    await desk.showPicture(old.id);
    desk.clock.advance(100 * DAY);
    const young = await closed({ text: 'हजरतगंज में मेरी साइकिल चोरी हो गई, कृपया खोज कर दें', author: 'ravi', word: 'Ravi' });
    const praise = await desk.plea({ text: 'हजरतगंज पुलिस का बहुत धन्यवाद, शानदार काम', author: 'fan' });
    if (praise.state !== 'not_for_us')
      await markNotForUs(desk.deps, {
        actor: people.operator,
        id: praise.id,
        version: praise.version,
        reason: 'praise',
      });
    desk.clock.advance(90 * DAY);

    const terms = { ...UNDECIDED, days: { ...UNDECIDED.days, closed: 180, 'not-for-us': 60 } };
    const { counts } = await tryTerms(desk.deps, { actor: people.admin, terms });
    const of = (kept: string) => counts.find((one) => one.kept === kept);
    expect(of('closed')?.now).toMatchObject({ tickets: 1, files: 1 });
    expect(of('closed')?.soon.tickets).toBe(0);
    expect(of('not-for-us')?.now.tickets).toBe(1);
    expect((await page()).version).toBe(0);

    await keep({ closed: 180, 'not-for-us': 60 });
    await sweepRetention(desk.deps);
    expect((await desk.read(old.id)).erasedAt).not.toBeNull();
    expect((await desk.read(old.id)).docket).toBe(old.docket);
    expect((await desk.read(young.id)).erasedAt).toBeNull();
    expect((await desk.read(praise.id)).headline).toBe('');
    expect(await leftOf(SECRET)).toEqual([]);
    expect(await leftOf('gulmohar_asha')).toEqual([]);
    expect(
      (await listTickets(desk.deps, { actor: people.operator, q: SECRET, before: null, limit: 5 })).tickets,
    ).toEqual([]);
    const { erased } = await page();
    const proof = erased.find((one) => one.class === 'closed');
    expect(proof).toMatchObject({ tickets: 1, files: 1, version: 1 });
    const events = await desk.deps.events.ofStream('retention:closed');
    expect(events.map(({ type, data }) => [type, data.digest])).toEqual([['retention.erased', proof?.digest]]);
    expect((await desk.deps.events.ofStream(`ticket:${old.id}`)).at(-1)?.type).toBe('ticket.erased');
    expect(await sweepRetention(desk.deps)).toBe(0);
  });

  it('keeps what an order keeps, and removes it once the order is lifted', async () => {
    const held = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha' });
    const { id: hold } = await orderHold(desk.deps, { actor: people.commissioner, id: held.id, ...ORDER });
    desk.clock.advance(400 * DAY);
    await keep({ closed: 180, envelopes: 7, examples: 30 });
    await sweepRetention(desk.deps);
    expect((await desk.read(held.id)).erasedAt).toBeNull();
    expect(await leftOf(SECRET)).toContain('message');
    expect(await leftOf(SECRET)).toContain('envelope');
    expect((await page()).held).toBe(1);
    expect(
      await refusal(
        eraseOnRequest(desk.deps, { actor: people.admin, kind: 'ticket', id: held.id, reason: 'asked by mail' }),
      ),
    ).toBe('retention.held');
    await liftHold(desk.deps, { actor: people.commissioner, id: held.id, hold, reason: 'The case is over' });
    await sweepRetention(desk.deps);
    expect(await leftOf(SECRET)).toEqual([]);
  });

  it('empties envelopes and drops examples in their own time', async () => {
    await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha' });
    desk.clock.advance(40 * DAY);
    await keep({ envelopes: 7, examples: 30 });
    await sweepRetention(desk.deps);
    expect(await rows<{ state: string; body: string }>('envelope')).toMatchObject([{ state: 'erased', body: '' }]);
    expect(await rows('decision')).toEqual([]);
    expect(await leftOf(SECRET)).toContain('message');
  });

  it('erases a citizen on request wherever he wrote, with a reason, and says until when backups hold it', async () => {
    const own = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha_s' });
    const other = await desk.plea({ id: '777', text: 'हजरतगंज में पानी भर गया है, रास्ता बंद', author: 'ravi' });
    await desk.take([
      { id: '778', text: `यहाँ ${SECRET} भी डूब गया`, author: 'asha_s', kind: 'reply', inReplyTo: '777' },
    ]);
    const { found, backupsUntil } = await previewErasure(desk.deps, { actor: people.admin, typed: '@Asha_S' });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'citizen', isHeld: false });
    expect(backupsUntil - desk.clock.now()).toBe(35 * DAY);
    const input = { kind: 'citizen' as const, id: found[0]?.id ?? '', reason: 'Asked for it in writing' };
    expect(await refusal(eraseOnRequest(desk.deps, { ...input, actor: people.chief }))).toBe('officers.not_allowed');
    const done = await eraseOnRequest(desk.deps, { ...input, actor: people.admin });
    expect(done).toMatchObject({ tickets: found[0]?.tickets, messages: found[0]?.messages });
    expect(await leftOf(SECRET)).toEqual([]);
    expect(await leftOf('asha_s')).toEqual([]);
    expect((await desk.read(own.id)).erasedAt).not.toBeNull();
    expect((await desk.read(other.id)).headline).not.toBe('');
    expect((await page()).requests[0]).toMatchObject({ class: 'citizen', reason: input.reason, isDone: true, kept: 0 });
    const proved = (await desk.deps.events.ofStream('retention:citizen')).at(-1)?.data;
    expect(proved).toMatchObject({ order: done.id, digest: (await page()).requests[0]?.digest });
    expect(await refusal(eraseOnRequest(desk.deps, { ...input, actor: people.admin }))).toBe('retention.not_found');
  });

  it('cuts what is erased out of a delivery that brought another post, and leaves that one readable', async () => {
    const lines = [
      { id: '9101', text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha_c', kind: 'mention' },
      { id: '9102', text: 'हजरतगंज में पानी भर गया है, रास्ता बंद, कृपया देखें', author: 'ravi', kind: 'mention' },
    ];
    await desk.take(lines);
    const [before] = await rows<{ id: string; body: string }>('envelope');
    const told = await rows<{ id: string; externalId: string; ticket: string; contact: string }>('message');
    const gone = told.find(({ externalId }) => externalId === '9101');
    const input = { kind: 'ticket' as const, id: gone?.ticket ?? '', reason: 'Asked for it in writing' };
    await eraseOnRequest(desk.deps, { ...input, actor: people.admin });
    for (const word of [SECRET, 'asha_c']) expect(await leftOf(word)).toEqual([]);
    const [after] = await rows<{ id: string; body: string; state: string }>('envelope');
    expect(after).toMatchObject({ id: before?.id, state: 'parsed' });
    const items = jsonlDriver.parse(after?.body ?? '').items;
    expect(items).toMatchObject([{ externalId: '9102', text: lines[1]?.text, author: { externalId: 'ravi' } }]);
    // The proof is over the ids of what went: it says the same whatever is left of the delivery.
    const [proof] = (await page()).requests;
    expect(proof?.digest).toBe(digestOf([gone?.ticket ?? '', gone?.id ?? '', gone?.contact ?? '']));
  });

  it('erases a citizen of many posts in parts that end with a killed process and are carried on, each proved once', async () => {
    const { db } = desk.deps;
    const own = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha_s' });
    await desk.plea({ id: '900', text: 'हजरतगंज में पानी भर गया है, रास्ता बंद', author: 'ravi' });
    const lines = Array.from({ length: 450 }, (_, n) => ({
      ...{
        id: `9${1000 + n}`,
        text: `यहाँ ${SECRET} भी डूब गया ${n}`,
        author: 'asha_s',
        kind: 'reply',
        inReplyTo: '900',
      },
    }));
    for (let from = 0; from < lines.length; from += 150) await desk.take(lines.slice(from, from + 150));
    const weighed = (await previewErasure(desk.deps, { actor: people.admin, typed: 'asha_s' })).found[0];
    const order = {
      ...{
        id: 'ero_1',
        contact: weighed?.id ?? '',
        officer: people.admin.officer,
        by: 'officer:x',
        reason: 'By letter',
      },
      ...{ at: desk.clock.now(), step: 0, backupsUntil: 0, doneAt: null, kept: 0 },
    };
    await db.write((tx) => insertOrder(tx, order));
    // The process dies after one part; what asks again goes on with the same order.
    await carryOut(desk.deps, { id: order.id, parts: 1 });
    expect((await page()).requests[0]).toMatchObject({ isDone: false, tickets: 1, parts: 1 });
    expect(await leftOf(SECRET)).toContain('message');
    await Promise.all([carryOnErasures(desk.deps), carryOnErasures(desk.deps)]);
    expect(await leftOf(SECRET)).toEqual([]);
    expect((await desk.read(own.id)).erasedAt).not.toBeNull();
    const [request] = (await page()).requests;
    expect(request).toMatchObject({ id: order.id, isDone: true, digest: null, tickets: weighed?.tickets });
    expect(request?.messages).toBe(weighed?.messages);
    const parts = await db.read.select().from(db.tables.erasure);
    expect(parts.length).toBe(request?.parts);
    expect(parts.length).toBeGreaterThan(2);
    const events = (await desk.deps.events.ofStream('retention:citizen')).filter(({ data }) => data.order === order.id);
    expect(events.map(({ data }) => data.digest).sort()).toEqual(parts.map(({ digest }) => digest).sort());
    await carryOnErasures(desk.deps);
    expect(await db.read.select().from(db.tables.erasure)).toHaveLength(parts.length);
  });

  it('proves the removal of the log of readers by what went', async () => {
    const own = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha_s' });
    const at = desk.clock.now();
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.ticketRead, [
        { ticket: own.id, slot: at, officer: 'off_1', kind: 'page', position: null, at },
      ]),
    );
    desk.clock.advance(400 * DAY);
    await sweepRetention(desk.deps);
    const [proof] = (await page()).erased.filter((one) => one.class === 'reader-log');
    expect(proof).toMatchObject({ others: 1, digest: digestOf([`${own.id} ${at} off_1 page`]) });
  });

  it('binds no more names than an engine takes, however many wrote on a ticket', async () => {
    const many = Array.from({ length: 70_000 }, (_, n) => `con_none_${n}`);
    expect(await desk.deps.db.write((tx) => dropContacts(tx, many))).toEqual([]);
  });

  it('keeps of a citizen what is ordered to be kept while he is being erased, and says so', async () => {
    const own = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha_s' });
    const contact = (await previewErasure(desk.deps, { actor: people.admin, typed: 'asha_s' })).found[0];
    const order = {
      ...{
        id: 'ero_2',
        contact: contact?.id ?? '',
        officer: people.admin.officer,
        by: 'officer:x',
        reason: 'By letter',
      },
      ...{ at: desk.clock.now(), step: 0, backupsUntil: 0, doneAt: null, kept: 0 },
    };
    await desk.deps.db.write((tx) => insertOrder(tx, order));
    await orderHold(desk.deps, { actor: people.commissioner, id: own.id, ...ORDER });
    await carryOnErasures(desk.deps);
    expect((await desk.read(own.id)).erasedAt).toBeNull();
    expect((await page()).requests[0]).toMatchObject({ isDone: true, kept: 1, tickets: 0 });
    const input = { kind: 'citizen' as const, id: contact?.id ?? '', reason: 'Asked for it in writing' };
    expect(await refusal(eraseOnRequest(desk.deps, { ...input, actor: people.admin }))).toBe('retention.held');
  });

  it('lets an administrator of a part erase within it alone, and set nothing', async () => {
    const admin = createActor({ unit: LUCKNOW, role: 'admin' });
    const elsewhere = createActor({ unit: 'u_up_jaunpur', role: 'admin' });
    const own = await closed({ text: `मेरा मोबाइल ${SECRET} चौक पर चोरी हो गया, कृपया मदद करें`, author: 'asha' });
    const docket = own.docket ?? '';
    expect((await previewErasure(desk.deps, { actor: elsewhere, typed: docket })).found).toEqual([]);
    expect((await previewErasure(desk.deps, { actor: admin, typed: '@asha' })).found).toEqual([]);
    expect((await previewErasure(desk.deps, { actor: admin, typed: docket })).found).toHaveLength(1);
    expect(await refusal(setTerms(desk.deps, { actor: admin, version: 0, terms: USUAL }))).toBe('officers.not_allowed');
    const input = { kind: 'ticket' as const, id: own.id, reason: 'Asked for it in writing' };
    expect(await refusal(eraseOnRequest(desk.deps, { ...input, actor: elsewhere }))).toBe('retention.not_found');
    await eraseOnRequest(desk.deps, { ...input, actor: admin });
    expect(await refusal(eraseOnRequest(desk.deps, { ...input, actor: admin }))).toBe('retention.erased');
    expect(await leftOf(SECRET)).toEqual([]);
  });

  it('refuses terms that are out of bounds or were not seen', async () => {
    const terms = { ...USUAL, days: { ...USUAL.days, 'reader-log': 100 } };
    expect(await refusal(setTerms(desk.deps, { actor: people.admin, version: 0, terms }))).toBe('retention.terms');
    await setTerms(desk.deps, { actor: people.admin, version: 0, terms: USUAL });
    expect(await refusal(setTerms(desk.deps, { actor: people.admin, version: 0, terms: USUAL }))).toBe(
      'retention.changed',
    );
  });
});

describe('the digest of a removal', () => {
  it('is the same in whatever order the ids come', () => {
    expect(digestOf(['b', 'a'])).toBe(digestOf(['a', 'b']));
    expect(digestOf(['a'])).not.toBe(digestOf(['b']));
  });
});
