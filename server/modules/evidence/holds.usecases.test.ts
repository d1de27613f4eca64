import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { InboundItem, ParsedEnvelope } from '../channels/driver.types.ts';
import { jsonlDriver } from '../channels/drivers/jsonl/driver.ts';
import { parseEnvelope } from '../inbound/envelopes.usecases.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { addAttachment } from '../tickets/attachments.usecases.ts';
import { contentHash } from '../tickets/content.rules.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from '../tickets/desk.testing.ts';
import { readTicket } from '../tickets/detail.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { EvidencePackage } from './evidence.rules.ts';
import { openEvidence, readEvidenceFile } from './evidence.usecases.ts';
import { liftHold, orderHold } from './holds.usecases.ts';
import { dropUnusedFiles } from './unused.usecases.ts';

const ORDER = { authority: 'Chief Judicial Magistrate, Lucknow', number: '118/2026', note: 'Keep until trial' };
const HOUR = 3_600_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const ROUNDS = process.env.PUKAAR_FULL === '1' ? 50 : 6;

describe.each(testEngines)('evidence under a legal hold on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  const circle = createActor({ unit: LUCKNOW, role: 'circle' });
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  /** A plea whose post can be deleted, with a picture. */
  async function plea() {
    count += 1;
    const external = `7${count}000`;
    const words = `धमकी की पोस्ट संख्या ${count * 8191}, हजरतगंज में मोबाइल छीना गया`;
    const { id, version } = await desk.plea({ id: external, text: words, author: `suspect${count}` });
    const opened = await openTicket(desk.deps, { actor: people.operator, id, version, owner: HAZRATGANJ });
    const { ticket } = opened;
    const { message } = await desk.showPicture(ticket.id, `file ${count}`);
    const sha256 = createHash('sha256').update(`file ${count}`).digest('hex');
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.blob, [{ hash: sha256, size: 6, mime: 'image/jpeg', createdAt: 1 }]),
    );
    return { ticket, external, words, message, sha256 };
  }
  /** Delivers what a driver read: newer versions and deletions. */
  async function deliver({
    items = [],
    gone = [],
  }: {
    items?: Partial<InboundItem>[];
    gone?: string[];
  }): Promise<void> {
    const [base] = jsonlDriver.parse(JSON.stringify({ id: '1', text: 'x', author: 'a' })).items;
    const parsed = { items: items.map((item) => ({ ...base, ...item })), gone, rejections: [] };
    const driver = () => ({ ...jsonlDriver, parse: () => parsed as ParsedEnvelope });
    await parseEnvelope({ ...desk.deps, driver }, await desk.deliver([]));
  }
  const erase = (external: string) => deliver({ gone: [external] });
  const hold = ({ id }: Ticket, actor = people.commissioner, number = ORDER.number) =>
    orderHold(desk.deps, { actor, id, ...ORDER, number });
  const lift = (
    { id }: Ticket,
    { hold: which, actor = people.commissioner }: { hold: string; actor?: typeof circle },
  ) => liftHold(desk.deps, { actor, id, hold: which, reason: 'The trial is over' });
  const take = async ({ id }: Ticket, actor = people.commissioner) => {
    const sealed = await openEvidence(desk.deps, { actor, id });
    return { ...sealed, whole: JSON.parse(sealed.text) as EvidencePackage };
  };
  const kept = async ({ id }: Ticket) => {
    const { evidence } = desk.deps.db.tables;
    return desk.deps.db.read.select().from(evidence).where(eq(evidence.ticket, id));
  };
  /** What the channel delivered when it brought the message. */
  const delivered = async (id: string) => {
    const { envelope, message } = desk.deps.db.tables;
    const [row] = await desk.deps.db.read
      .select({ body: envelope.body })
      .from(message)
      .innerJoin(envelope, eq(envelope.id, message.envelope))
      .where(eq(message.id, id));
    return row?.body;
  };
  const typed = async ({ id }: Ticket, type: string) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter((event) => event.type === `ticket.${type}`);

  it('is ordered and lifted by seniors of the place alone, each order once', async () => {
    const { ticket } = await plea();
    for (const actor of [people.operator, people.station, circle])
      expect(await refusal(hold(ticket, actor))).toMatch(/officers.not_allowed|tickets.not_found/);
    for (const actor of [people.stranger, people.admin])
      expect(await refusal(hold(ticket, actor))).toBe('tickets.not_found');
    const { id } = await hold(ticket);
    expect(await refusal(hold(ticket, people.chief))).toBe('evidence.hold_exists');
    expect(await refusal(lift(ticket, { hold: id, actor: circle }))).toBe('officers.not_allowed');
    expect(await refusal(lift((await plea()).ticket, { hold: id }))).toBe('evidence.hold_lifted');
    expect(await refusal(take(ticket, circle))).toBe('officers.not_allowed');
    const [chief, station] = [
      await readTicket(desk.deps, { actor: people.commissioner, id: ticket.id }),
      await readTicket(desk.deps, { actor: circle, id: ticket.id }),
    ];
    expect(chief.holds).toMatchObject([{ authority: ORDER.authority, number: ORDER.number, liftedAt: null }]);
    expect(station.holds).toBeNull();
    await lift(ticket, { hold: id });
    expect(await refusal(lift(ticket, { hold: id }))).toBe('evidence.hold_lifted');
    const said = JSON.stringify(await desk.deps.events.ofStream(`ticket:${ticket.id}`));
    expect(said).not.toContain('Magistrate');
    expect(said).not.toContain('trial');
  });

  it('keeps a deleted post with its words, file and hashes, where only evidence shows it', async () => {
    const { ticket, external, words, message, sha256 } = await plea();
    await deliver({ items: [{ externalId: external, versionId: `${external}1`, text: `${words} बदला हुआ` }] });
    const { id } = await hold(ticket);
    const [before] = (await take(ticket)).whole.posts;
    expect(before).toMatchObject({ text: expect.stringContaining(words), deletedAt: null, kept: false });
    await erase(external);
    await erase(external);
    const shown = JSON.stringify(await readTicket(desk.deps, { actor: people.commissioner, id: ticket.id }));
    expect(shown).not.toContain('धमकी');
    const { message: messages } = desk.deps.db.tables;
    expect(await desk.deps.db.read.select().from(messages).where(eq(messages.id, message))).toMatchObject([
      { text: '', salt: '', media: [] },
    ]);

    const { whole, text, sha256: seal } = await take(ticket);
    const [post] = whole.posts;
    expect(createHash('sha256').update(text).digest('hex')).toBe(seal);
    expect(post).toMatchObject({
      ...{ handle: `@suspect${count}`, externalId: external, kept: true, text: before?.text, at: before?.at },
      media: [{ externalId: 'm1', sha256 }],
    });
    expect(post?.versions.map((one) => one.text)).toEqual(before?.versions.map((one) => one.text));
    // The salt that was kept proves the hash that the chain has carried since the post came in.
    const received = (await typed(ticket, 'received'))[0]?.data.content;
    const first = post?.versions[0]?.text ?? post?.text ?? '';
    expect(contentHash({ salt: post?.salt ?? '', text: first })).toBe(received);
    expect(post?.events.map(({ type }) => type)).toContain('ticket.message-gone');
    expect((await typed(ticket, 'evidence-opened')).at(-1)?.data).toEqual({ package: seal, posts: whole.posts.length });
    const file = await readEvidenceFile(desk.deps, {
      actor: people.commissioner,
      id: ticket.id,
      message,
      external: 'm1',
    });
    expect(String(file.bytes)).toBe(`file ${count}`);
    const opened = await typed(ticket, 'evidence-file-opened');
    expect(opened.map(({ data }) => data)).toEqual([{ message, external: 'm1', file: sha256 }]);
    expect(await refusal(readEvidenceFile(desk.deps, { actor: circle, id: ticket.id, message, external: 'm1' }))).toBe(
      'officers.not_allowed',
    );

    desk.clock.advance(2 * HOUR);
    await dropUnusedFiles(desk.deps);
    expect(await desk.deps.blobs.has(sha256)).toBe(true);
    expect(await delivered(message)).toContain(words);
    // Another authority's order keeps it too: it goes with the last.
    const { id: second } = await hold(ticket, people.chief, '7/2027');
    expect(await lift(ticket, { hold: id })).toEqual({ removed: 0 });
    expect(await kept(ticket)).toHaveLength(1);
    expect(await lift(ticket, { hold: second })).toEqual({ removed: 1 });
    expect(await kept(ticket)).toEqual([]);
    expect(await delivered(message)).toBe('');
    expect((await typed(ticket, 'hold-lifted')).at(-1)?.data).toEqual({ hold: second, removed: [message] });
    desk.clock.advance(2 * HOUR);
    expect([await dropUnusedFiles(desk.deps), await dropUnusedFiles(desk.deps)]).toEqual([1, 0]);
    expect(await desk.deps.blobs.has(sha256)).toBe(false);
    expect((await take(ticket)).whole.posts).toMatchObject([{ text: null, salt: null, kept: false, media: [] }]);
  });

  it('drops no file that an officer adds in the very moment', async () => {
    const bytes = PNG;
    const { ticket } = await plea();
    const { hash } = await desk.deps.blobs.put(bytes);
    const listed = { hash, size: bytes.length, mime: 'image/png', createdAt: 1, unusedAt: 1 };
    const mark = () => desk.deps.db.write((tx) => tx.insertRows(tx.tables.blob, [listed]));
    const { blobs } = desk.deps;
    const drop = (removing: typeof blobs.remove = blobs.remove) =>
      dropUnusedFiles({ ...desk.deps, blobs: { ...blobs, remove: removing } });
    const add = (putting: typeof blobs.put = blobs.put) =>
      addAttachment(
        { ...desk.deps, blobs: { ...blobs, put: putting } },
        { actor: people.operator, id: ticket.id, bytes, name: 'a.png' },
      );
    desk.clock.advance(2 * HOUR);
    // Committed before the bytes are removed, after the row was: the dropper sees it.
    await mark();
    await drop(async (one) => {
      const { attachment } = desk.deps.db.tables;
      await add(async (put) => ({ hash, size: put.length }));
      await blobs.remove(one);
      expect(await desk.deps.db.read.$count(attachment, eq(attachment.blob, one))).toBe(1);
    });
    expect(await blobs.has(hash)).toBe(true);
    const { attachment } = desk.deps.db.tables;
    await desk.deps.db.write((tx) => tx.delete(attachment).where(eq(attachment.blob, hash)));
    // Dropped wholly between the storing and the commit: whoever added it sees it.
    await mark();
    await add(async (put) => {
      const stored = await blobs.put(put);
      await drop();
      return stored;
    });
    expect(await blobs.has(hash)).toBe(true);
  });

  it('leaves of what the channel delivered nothing that told of deleted posts alone', async () => {
    const author = 'two_posts';
    await desk.take(['81000', '82000'].map((id) => ({ id, text: `दो में से ${id}`, author, kind: 'mention' })));
    const { message } = desk.deps.db.tables;
    const one = (await desk.deps.db.read.select().from(message)).find((row) => row.externalId === '81000');
    await erase('81000');
    // The other post is still there, and no word of the first.
    expect(jsonlDriver.parse((await delivered(one?.id ?? '')) ?? '').items).toMatchObject([
      { externalId: '82000', text: 'दो में से 82000' },
    ]);
    expect(await delivered(one?.id ?? '')).not.toContain('81000');
    await erase('82000');
    expect(await delivered(one?.id ?? '')).toBe('');
  });

  it('keeps nothing without an order but hashes in the event, and drops the file', async () => {
    const { ticket, external, sha256, message } = await plea();
    const { media } = desk.deps.db.tables;
    const prints = Buffer.alloc(8, 1);
    await desk.deps.db.write((tx) => tx.update(media).set({ prints }).where(eq(media.message, message)));
    await erase(external);
    expect(await kept(ticket)).toEqual([]);
    expect(await desk.deps.db.read.select().from(media).where(eq(media.message, message))).toMatchObject([
      { state: 'gone', blob: null, prints: null },
    ]);
    expect(await typed(ticket, 'message-gone')).toMatchObject([{ data: { message, files: [sha256] } }]);
    expect((await typed(ticket, 'message-gone'))[0]?.data.content).toBe(
      (await typed(ticket, 'received'))[0]?.data.content,
    );
    // An order that comes later finds nothing.
    await hold(ticket);
    expect((await take(ticket)).whole.posts).toMatchObject([{ text: null, kept: false }]);
    expect(await dropUnusedFiles(desk.deps)).toBe(0);
    desk.clock.advance(2 * HOUR);
    await dropUnusedFiles(desk.deps);
    expect(await desk.deps.blobs.has(sha256)).toBe(false);
  });

  it(`leaves nothing behind, whichever comes first of deletion, order and lifting, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ticket, external } = await plea();
      const [, { id }] = await Promise.all([erase(external), hold(ticket)]);
      const [post] = (await take(ticket)).whole.posts;
      expect([post?.kept, post?.text !== null]).toEqual([(await kept(ticket)).length === 1, post?.kept]);
      await lift(ticket, { hold: id });
      expect(await kept(ticket)).toEqual([]);
      const other = await plea();
      const { id: open } = await hold(other.ticket);
      await Promise.all([erase(other.external), lift(other.ticket, { hold: open })]);
      expect(await kept(other.ticket)).toEqual([]);
    }
  });
});
