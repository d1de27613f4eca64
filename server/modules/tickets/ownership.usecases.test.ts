import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createTicketDesk, HAZRATGANJ, people, refusal, type TicketDesk } from './desk.testing.ts';
import { reopenTicket } from './review.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { openTicket } from './triage.usecases.ts';
import { claimDocket, enterCode, readOwn, trackDocket } from './tracking.usecases.ts';

const DAY = 24 * 60 * 60_000;

describe.each(testEngines)('proof of ownership on %s', (engine) => {
  let desk: TicketDesk;
  let count = 0;
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
  });
  afterAll(() => desk.close());

  async function opened(category?: string) {
    count += 1;
    const [post, author] = [`5${count}00`, `owner${count}`];
    const plea = await desk.plea({ id: post, author });
    desk.clock.advance(1000);
    const { ticket } = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
      category,
    });
    desk.clock.advance(1000);
    return { ticket, docket: ticket.docket ?? '', post, author };
  }
  const reply = (id: string, author: string, post: string, text: string) =>
    desk.take([{ id, author, kind: 'reply', inReplyTo: post, text }]);
  const own = (typed: string, token: string | undefined) => readOwn(desk.deps, { typed, token });

  it('opens one’s own view by a reply with the word from the same account, and for that browser alone', async () => {
    const { docket, post, author, ticket } = await opened();
    const mine = await claimDocket(desk.deps, docket);
    const other = await claimDocket(desk.deps, docket);
    expect(await refusal(own(docket, mine.token))).toBe('tickets.not_proved');
    expect(await refusal(own(docket, undefined))).toBe('tickets.not_proved');
    await reply(`${post}1`, author, post, `@Uppolice ${mine.word}`);
    expect(await own(docket, mine.token)).toMatchObject({
      proved: true,
      text: expect.stringContaining('हजरतगंज'),
      answer: null,
    });
    expect(await refusal(own(docket, other.token))).toBe('tickets.not_proved');
    await closeTicket(desk.deps, {
      actor: people.station,
      id: ticket.id,
      version: (await desk.read(ticket.id)).version,
      outcome: 'settled',
      details: {},
      internalText: 'Secret line that the citizen never reads',
      publicAnswer: 'Settled',
      attachments: [],
    });
    const view = await own(docket, mine.token);
    expect(view.answer).toMatchObject({ outcome: 'settled', publicAnswer: 'Settled' });
    expect(JSON.stringify(view)).not.toContain('Secret line that the citizen never reads');
    desk.clock.advance(DAY + 1);
    expect(await refusal(own(docket, mine.token))).toBe('tickets.not_proved');
  });

  it('takes the word in a post of its own, which makes no other ticket', async () => {
    const { docket, post, author } = await opened();
    const { word, token } = await claimDocket(desk.deps, docket);
    await desk.take([{ id: `${post}7`, author: `${author}x`, kind: 'mention', text: `@Uppolice ${word}` }]);
    expect(await refusal(own(docket, token))).toBe('tickets.not_proved');
    await desk.take([{ id: `${post}8`, author, kind: 'mention', text: `@Uppolice ${word}` }]);
    expect(await own(docket, token)).toMatchObject({ proved: true });
  });

  it('does not forget that a docket was closed before it was opened again', async () => {
    const { docket, ticket } = await opened();
    const act = { actor: people.station, id: ticket.id };
    expect((await trackDocket(desk.deps, docket)).reopened).toBeNull();
    const { ticket: closed } = await closeTicket(desk.deps, {
      ...{ ...act, version: (await desk.read(ticket.id)).version, outcome: 'settled', details: {}, attachments: [] },
      ...{ internalText: 'Heard both sides', publicAnswer: 'Settled' },
    });
    const closedAt = desk.clock.now();
    expect(await trackDocket(desk.deps, docket)).toMatchObject({ colour: 'closed', reopened: null });
    desk.clock.advance(DAY);
    await reopenTicket(desk.deps, {
      ...{ actor: people.commissioner, id: ticket.id, version: closed.version, reason: 'Nobody was heard' },
    });
    // It went one rank above the station that closed it.
    const { owner } = await desk.read(ticket.id);
    expect(owner).toBe(desk.deps.tree.byId(HAZRATGANJ)?.parent);
    const view = await trackDocket(desk.deps, docket);
    expect(view).toMatchObject({ colour: 'open', closedAt: null, reopened: { closedAt, at: desk.clock.now() } });
    expect(JSON.stringify(view)).not.toContain('Nobody');
  });

  it('takes the word as people write it', async () => {
    const { docket, post, author } = await opened();
    const { word, token } = await claimDocket(desk.deps, docket);
    const parts = /^([a-z]+)(\d{4})$/.exec(word);
    const devanagari = (parts?.[2] ?? '').replaceAll(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit)));
    await reply(`${post}1`, author, post, `यह मेरी शिकायत है: ${(parts?.[1] ?? '').toUpperCase()} ${devanagari}`);
    expect(await own(docket, token)).toMatchObject({ proved: true });
  });

  it('does not open by a stranger’s reply, nor by the word of another docket, nor by a word that has expired', async () => {
    const { docket, post, author } = await opened();
    const second = await opened();
    const { word, token } = await claimDocket(desk.deps, docket);
    await reply(`${post}1`, 'stranger', post, `${word} this is mine`);
    expect(await refusal(own(docket, token))).toBe('tickets.not_proved');
    await reply(`${second.post}1`, second.author, second.post, word);
    expect(await refusal(own(docket, token))).toBe('tickets.not_proved');
    expect(await refusal(own(second.docket, token))).toBe('tickets.not_proved');
    desk.clock.advance(DAY + 1);
    await reply(`${post}2`, author, post, word);
    expect(await refusal(own(docket, token))).toBe('tickets.not_proved');
  });

  it('tells a stranger colour, holder and dates, never text, category or place', async () => {
    const { docket, ticket } = await opened();
    const view = await trackDocket(desk.deps, docket);
    expect(Object.keys(view).sort()).toEqual([
      'closedAt',
      'colour',
      'docket',
      'holder',
      'inProcessAt',
      'openedAt',
      'reopened',
      'verifiedAt',
    ]);
    expect(JSON.stringify(view)).not.toContain(ticket.headline.slice(0, 20));
    const women = await opened('women-safety');
    expect((await trackDocket(desk.deps, women.docket)).holder?.level).not.toBe('station');
    expect(await refusal(trackDocket(desk.deps, `${docket.slice(0, -1)}${(Number(docket.at(-1)) + 1) % 10}`))).toBe(
      'tickets.docket_malformed',
    );
    const received = await desk.plea();
    expect(received.docket).toBeNull();
  });

  it('gives five tries of the code, also when they come at once, and locks', async () => {
    const { docket, ticket } = await opened();
    expect(await refusal(enterCode(desk.deps, { typed: docket, code: 'ABC' }))).toBe('tickets.code_none');
    const { ticket: table } = desk.deps.db.tables;
    const hash = createHash('sha256').update(ticket.id).update('RIGHT1').digest('hex');
    await desk.deps.db.write(async (tx) => {
      await tx.update(table).set({ codeHash: hash }).where(eq(table.id, ticket.id));
    });
    for (let round = 0; round < 4; round += 1)
      expect(await refusal(enterCode(desk.deps, { typed: docket, code: `WRONG${round}` }))).toBe('tickets.code_wrong');
    const { token } = await enterCode(desk.deps, { typed: docket, code: ' right1 ' });
    expect(await own(docket, token)).toMatchObject({ proved: true });
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refusal(enterCode(desk.deps, { typed: docket, code: `BAD${index}` }))),
    );
    expect(tries.filter((code) => code === 'tickets.code_wrong')).toHaveLength(5);
    expect(tries.filter((code) => code === 'tickets.code_locked')).toHaveLength(15);
    expect(await refusal(enterCode(desk.deps, { typed: docket, code: 'RIGHT1' }))).toBe('tickets.code_locked');
  });
});
