import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from './desk.testing.ts';
import { readTicket } from './detail.usecases.ts';
import { reopenTicket, verifyTicket } from './review.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from './station.usecases.ts';
import { claimDocket, giveVerdict, readOwn, trackDocket } from './tracking.usecases.ts';
import { openTicket } from './triage.usecases.ts';
import { markSilent } from './verdict-silence.usecases.ts';
import type { Said } from './verdict.rules.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

describe.each(testEngines)('the verdict of a citizen on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const [post] = people.commissioner.posts;
    const titles = { titleEn: 'Commissioner', titleHi: 'आयुक्त', titleMr: null };
    const office = { id: post?.position ?? '', unit: LUCKNOW, rank: 'cp', role: 'district', head: true, ...titles };
    await desk.deps.db.write((tx) =>
      tx.insertRows(tx.tables.position, [{ ...office, validFrom: 0, validTo: null, version: 1 }], {
        onConflict: 'ignore',
      }),
    );
  }, 120_000);
  afterAll(() => desk.close());

  const version = async (id: string) => (await desk.read(id)).version;
  const close = async (id: string, actor = people.station) => {
    desk.clock.advance(1000);
    const { deps } = desk;
    const report = {
      outcome: 'settled' as const,
      details: {},
      internalText: 'Both brothers were heard at the shop',
      publicAnswer: 'Settled now',
    };
    await closeTicket(deps, { actor, id, version: await version(id), ...report, attachments: [] });
    desk.clock.advance(HOUR);
  };

  async function closed(category?: string) {
    count += 1;
    const [post, author] = [`6${count}000`, `judge${count}`];
    const plea = await desk.plea({ id: post, author });
    desk.clock.advance(1000);
    const input = { actor: people.operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, category };
    const { ticket } = await openTicket(desk.deps, input);
    const docket = ticket.docket ?? '';
    const { word, token } = await claimDocket(desk.deps, docket);
    await desk.take([{ id: `${post}1`, author, kind: 'reply', inReplyTo: post, text: `@Uppolice ${word}` }]);
    await close(ticket.id);
    const say = (said: Said, more: { words?: string } = {}) =>
      giveVerdict(desk.deps, { typed: docket, token, said, ...more });
    const own = () => readOwn(desk.deps, { typed: docket, token });
    const answer = `${post}9`;
    await desk.deps.db.write(async (tx) => {
      const { outbox } = tx.tables;
      await tx
        .update(outbox)
        .set({ state: 'sent', externalId: answer, sentAt: desk.clock.now() })
        .where(and(eq(outbox.ticket, ticket.id), eq(outbox.purpose, 'answer')));
    });
    await desk.take([{ id: answer, author: 'Uppolice', kind: 'reply', inReplyTo: post, text: 'Settled now' }]);
    const reply = async (id: string, text: string, { by = author, to = answer }: { by?: string; to?: string } = {}) => {
      desk.clock.advance(1000);
      const at = new Date(desk.clock.now()).toISOString();
      await desk.take([{ id: `${post}${id}`, author: by, kind: 'reply', inReplyTo: to, text, at }]);
    };
    return { id: ticket.id, docket, token, say, own, reply, post, author, answer };
  }
  const events = async (id: string, type: string) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter((event) => event.type === type);

  it('verifies by the word of its owner, without a senior, once however often it is said', async () => {
    const { id, docket, say, own } = await closed();
    expect((await own()).verdict).toMatchObject({ asks: true, given: null, needsCode: false });
    await Promise.all([say('solved'), say('solved')]);
    await say('solved');
    expect(await desk.read(id)).toMatchObject({ state: 'verified', owner: HAZRATGANJ, dueAt: null });
    expect(await events(id, 'ticket.verdict')).toHaveLength(1);
    expect((await trackDocket(desk.deps, docket)).colour).toBe('verified');
    expect((await own()).verdict).toMatchObject({ asks: true, given: { said: 'solved' } });
  });

  it('takes it from nobody else', async () => {
    const { id, docket, reply } = await closed();
    const other = await claimDocket(desk.deps, docket);
    const say = (token: string | undefined) => giveVerdict(desk.deps, { typed: docket, token, said: 'solved' });
    expect(await refusal(say(other.token))).toBe('tickets.not_proved');
    expect(await refusal(say(undefined))).toBe('tickets.not_proved');
    expect(await refusal(say((await closed()).token))).toBe('tickets.not_proved');
    await reply('2', 'हाँ', { by: 'somebody' });
    await reply('3', 'नहीं', { by: 'somebody' });
    expect(await desk.read(id)).toMatchObject({ state: 'closed', voices: 2 });
    expect(await events(id, 'ticket.verdict')).toEqual([]);
  });

  it('opens anew one rank above whoever closed it, with a new action clock and the words for the force alone', async () => {
    const { id, docket, say, own } = await closed();
    await say('not-solved', { words: 'Nobody came to us' });
    const circle = desk.deps.tree.byId(HAZRATGANJ)?.parent;
    const ticket = await desk.read(id);
    expect(ticket).toMatchObject({ state: 'open', owner: circle, outcome: null, closedAt: null });
    expect(ticket.dueAt).toBeGreaterThan(desk.clock.now());
    const [event] = await events(id, 'ticket.verdict');
    expect(event?.data).toMatchObject({ said: 'not-solved', reopened: true, way: 'page' });
    expect(JSON.stringify(event)).not.toContain('Nobody came');
    const deps = { ...desk.deps, offices: { office: () => null } };
    const detail = await readTicket(deps, { actor: people.commissioner, id });
    expect(detail.verdict).toMatchObject({ said: 'not-solved', words: 'Nobody came to us' });
    expect((await trackDocket(desk.deps, docket)).reopened).not.toBeNull();
    // He changes his mind before anybody has acted: it stands as it did, verified.
    await say('solved');
    expect(await desk.read(id)).toMatchObject({
      state: 'verified',
      owner: HAZRATGANJ,
      outcome: 'settled',
      dueAt: null,
    });
    // Once only.
    expect(await refusal(say('not-solved'))).toBe('tickets.verdict_given');
    expect((await own()).verdict).toMatchObject({ asks: false, given: { said: 'solved' } });
  });

  it('leaves what an officer has begun since, when the mind is changed', async () => {
    const { id, say } = await closed();
    await say('not-solved');
    const actor = people.commissioner;
    await takeUpTicket(desk.deps, { actor, id, version: await version(id) });
    await say('solved');
    expect(await desk.read(id)).toMatchObject({ state: 'in_process' });
  });

  it('goes above the senior who closed it himself, and a senior’s finding of a false closure too', async () => {
    const parent = (unit: string | null) => (unit === null ? null : (desk.deps.tree.byId(unit)?.parent ?? null));
    const first = await closed();
    await first.say('not-solved');
    await close(first.id, people.commissioner);
    const version1 = await version(first.id);
    await reopenTicket(desk.deps, { actor: people.chief, id: first.id, version: version1, reason: 'Nobody went' });
    expect((await desk.read(first.id)).owner).toBe(parent(LUCKNOW));
    const second = await closed();
    await verifyTicket(desk.deps, { actor: people.chief, id: second.id, version: await version(second.id) });
    await second.say('not-solved');
    expect(await desk.read(second.id)).toMatchObject({ state: 'open', owner: parent(HAZRATGANJ) });
  });

  it('hands a third opening to a person', async () => {
    const { id, say } = await closed();
    for (let time = 0; time < 2; time += 1) {
      await say('not-solved');
      expect((await desk.read(id)).state).toBe('open');
      const back = { to: HAZRATGANJ, reason: 'It happened there' };
      await transferTicket(desk.deps, { actor: people.chief, id, version: await version(id), ...back });
      await close(id);
    }
    await say('not-solved');
    const ticket = await desk.read(id);
    expect(ticket).toMatchObject({ state: 'closed' });
    expect(ticket.wroteAgainAt).not.toBeNull();
    expect((await events(id, 'ticket.verdict')).at(-1)?.data).toMatchObject({ said: 'not-solved', reopened: false });
  });

  it('takes a plain reply from the same account, and reads what says more', async () => {
    const yes = await closed();
    await yes.reply('4', '@Uppolice हाँ!');
    expect((await desk.read(yes.id)).state).toBe('verified');
    const no = await closed();
    await no.reply('4', 'not solved');
    expect(await desk.read(no.id)).toMatchObject({
      state: 'open',
      owner: desk.deps.tree.byId(HAZRATGANJ)?.parent ?? '',
    });
    await no.reply('5', 'हाँ');
    expect((await events(no.id, 'ticket.wrote-again')).length).toBeGreaterThan(0);
    const more = await closed();
    await more.reply('4', 'नहीं, अभी तक मेरा मोबाइल नहीं मिला और कोई आया भी नहीं');
    expect(await events(more.id, 'ticket.verdict')).toEqual([]);
    expect(await desk.read(more.id)).toMatchObject({ state: 'open', owner: HAZRATGANJ });
  });

  it('takes a yes to anything but the answer, and a question, for no verdict', async () => {
    const { id, post, reply } = await closed();
    await reply('4', 'हाँ', { to: post });
    await reply('5', '@Uppolice solved?');
    await reply('6', 'हल हो गया 😡');
    expect(await events(id, 'ticket.verdict')).toEqual([]);
    const { wroteAgainAt } = await desk.read(id);
    expect(wroteAgainAt).not.toBeNull();
  });

  it('takes a no one rank up whatever else came with it', async () => {
    const { id, post, author, answer } = await closed();
    desk.clock.advance(1000);
    const at = new Date(desk.clock.now()).toISOString();
    const more = { author, kind: 'reply', inReplyTo: answer, at };
    await desk.take([
      { ...more, id: `${post}4`, text: 'नहीं' },
      { ...more, id: `${post}5`, text: 'कोई नहीं आया, चोर यहीं हजरतगंज चौराहे पर है' },
    ]);
    expect(await events(id, 'ticket.verdict')).toHaveLength(1);
    expect(await desk.read(id)).toMatchObject({ state: 'open', owner: desk.deps.tree.byId(HAZRATGANJ)?.parent ?? '' });
  });

  it('takes a protected one by the private code alone', async () => {
    const { id, say, own, reply } = await closed('women-safety');
    expect((await desk.read(id)).protected).toBe(true);
    expect(await refusal(say('solved'))).toBe('tickets.verdict_private');
    expect((await own()).verdict.needsCode).toBe(true);
    await reply('4', 'हाँ');
    expect(await events(id, 'ticket.verdict')).toEqual([]);
  });

  it('looks for nobody’s answer among new closings alone, and again at what has just been closed', async () => {
    const { id } = await closed();
    desk.clock.advance(7 * DAY + HOUR);
    await markSilent(desk.deps, { limit: 100 });
    expect(await events(id, 'ticket.verdict-silent')).toHaveLength(1);
    const { verdict } = desk.deps.db.tables;
    const forget = () => desk.deps.db.write((tx) => tx.delete(verdict).where(eq(verdict.ticket, id)));
    desk.clock.advance(2 * HOUR);
    await markSilent(desk.deps, { limit: 100 });
    // What was looked at days ago is not looked at again: not even where its row is gone.
    desk.clock.advance(DAY);
    await forget();
    await markSilent(desk.deps, { limit: 100 });
    expect(await events(id, 'ticket.verdict-silent')).toHaveLength(1);
    const many = [await closed(), await closed(), await closed()];
    desk.clock.advance(7 * DAY + HOUR);
    while ((await markSilent(desk.deps, { limit: 1 })) > 0);
    for (const one of many) expect(await events(one.id, 'ticket.verdict-silent')).toHaveLength(1);
  });

  it('asks for thirty days, lets it be changed for two, and says when nobody answered for seven', async () => {
    const { id, docket, token, say } = await closed();
    desk.clock.advance(7 * DAY - 2 * HOUR);
    await markSilent(desk.deps, { limit: 100 });
    expect(await events(id, 'ticket.verdict-silent')).toEqual([]);
    desk.clock.advance(3 * HOUR);
    await Promise.all([markSilent(desk.deps, { limit: 100 }), markSilent(desk.deps, { limit: 100 })]);
    expect(await events(id, 'ticket.verdict-silent')).toHaveLength(1);
    expect(await desk.read(id)).toMatchObject({ state: 'closed' });
    // Proofs have run out meanwhile: one's own page asks anew.
    expect(await refusal(say('solved'))).toBe('tickets.not_proved');
    expect(await refusal(giveVerdict(desk.deps, { typed: docket, token, said: 'solved' }))).toBe('tickets.not_proved');
    const late = await closed();
    desk.clock.advance(30 * DAY + HOUR);
    await late.reply('4', 'नहीं');
    expect(await events(late.id, 'ticket.verdict')).toEqual([]);
    expect((await desk.read(late.id)).wroteAgainAt).not.toBeNull();
    const open = await closed();
    await open.reply('4', 'हाँ');
    desk.clock.advance(2 * DAY + HOUR);
    await open.reply('5', 'नहीं');
    expect(await desk.read(open.id)).toMatchObject({ state: 'verified' });
  });
});
