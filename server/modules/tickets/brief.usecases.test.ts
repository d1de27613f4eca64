import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { firstWords, readAsked, stepsToTell } from './brief.rules.ts';
import { readBrief, shareBrief } from './brief.usecases.ts';
import { createTicketDesk, HAZRATGANJ, LUCKNOW, people, refusal, type TicketDesk } from './desk.testing.ts';
import { formatDocket } from './docket.rules.ts';
import { replyToCitizen } from './speak.usecases.ts';
import { closeTicket } from './station.usecases.ts';
import { correctTicket, openTicket } from './triage.usecases.ts';

const POST = '1861234567890123456';
const ANSWER = 'दोनों आरोपियों की पहचान कर ली गई है, कार्रवाई जारी है';

describe('what is asked about', () => {
  it.each([
    `https://x.com/asha/status/${POST}`,
    `https://twitter.com/asha/status/${POST}?s=20`,
    `x.com/i/web/status/${POST}`,
    `https://mobile.twitter.com/i/status/${POST}/photo/1`,
    `इसे देखें https://x.com/asha/status/${POST} धन्यवाद`,
    POST,
  ])('is a post: %s', (typed) => {
    expect(readAsked(typed)).toEqual({ by: 'post', externalId: POST });
  });

  it.each([
    'https://facebook.com/x/posts/12',
    'https://notx.com/asha/status/1861234567890123456',
    'https://x.com/asha',
  ])('is a link that we cannot read: %s', (typed) => {
    expect(readAsked(typed)).toEqual({ by: 'link' });
  });

  it('is a docket with its check digit, a ticket, or words', () => {
    expect(readAsked('tkt_abc')).toEqual({ by: 'ticket', id: 'tkt_abc' });
    expect(readAsked(' मोबाइल छीना ')).toEqual({ by: 'words', words: 'मोबाइल छीना' });
    const docket = formatDocket({ code: 'LKO', at: Date.UTC(2026, 10, 21), counter: 42 });
    expect(readAsked(docket.toLowerCase())).toEqual({ by: 'docket', docket });
    const wrong = `${docket.slice(0, -1)}${(Number(docket.at(-1)) + 1) % 10}`;
    expect(readAsked(wrong)).toEqual({ by: 'words', words: wrong });
  });

  it('was acknowledged by itself before an officer answered, and the one is not taken for the other', () => {
    const sends = [
      { purpose: 'acknowledgement', text: 'Received', sentAt: 10 },
      { purpose: 'reply', text: 'We are on it', sentAt: null },
    ];
    const posts = [{ text: 'Received', at: 11 }];
    expect(firstWords({ sends, posts })).toEqual({ acknowledgedAt: 10, answeredAt: null });
    const outside = [...posts, { text: 'Typed in the app of X', at: 15 }];
    expect(firstWords({ sends, posts: outside })).toEqual({ acknowledgedAt: 10, answeredAt: 15 });
    const answered = [...sends, { purpose: 'answer', text: 'Done', sentAt: 12 }];
    expect(firstWords({ sends: answered, posts: outside })).toEqual({ acknowledgedAt: 10, answeredAt: 12 });
    expect(firstWords({ sends: [], posts: [] })).toEqual({ acknowledgedAt: null, answeredAt: null });
  });

  it('is told in its first and last steps', () => {
    const history = Array.from({ length: 30 }, (_, at) => ({
      type: at % 2 ? 'ticket.reach-raised' : 'ticket.noted',
      at,
    }));
    const { steps, left } = stepsToTell(history);
    expect(steps.map(({ at }) => at)).toEqual([0, 2, 4, 6, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28]);
    expect(left).toBe(1);
  });
});

describe.each(testEngines)('the brief of a case on %s', (engine) => {
  let desk: TicketDesk;
  let docket = '';
  let id = '';
  beforeAll(async () => {
    desk = await createTicketDesk(engine);
    const plea = await desk.plea({ id: POST, author: 'Asha_Verma9' });
    const { ticket } = await openTicket(desk.deps, {
      actor: people.operator,
      id: plea.id,
      version: plea.version,
      owner: HAZRATGANJ,
    });
    [id, docket] = [ticket.id, ticket.docket ?? ''];
    desk.clock.advance(1000);
    const say = { text: ANSWER, kind: 'reply' as const, accept: [] };
    await replyToCitizen(desk.deps, { ...say, actor: people.operator, id, version: ticket.version });
  });
  afterAll(() => desk.close());

  const brief = (typed: string, actor = people.chief as Parameters<typeof readBrief>[1]['actor']) =>
    readBrief(desk.deps, { actor, typed });
  const briefed = async () =>
    (await desk.deps.events.ofStream(`ticket:${id}`))
      .filter(({ type }) => type === 'ticket.briefed')
      .map(({ data }) => data.how);

  it('is found by link, docket, ticket and words, and tells what was said, whose it is, what was answered', async () => {
    for (const typed of [`https://x.com/a/status/${POST}`, docket, docket.toLowerCase(), id, 'मोबाइल हजरतगंज'])
      expect([typed, (await brief(typed)).brief?.ticket.id]).toEqual([typed, id]);
    const { brief: told } = await brief(docket);
    expect(told).toMatchObject({
      isMasked: false,
      said: { author: '@Asha_Verma9', isGone: false },
      nextClock: { kind: 'pick_up' },
    });
    expect(told?.ticket.owner?.id).toBe(HAZRATGANJ);
    expect(told?.answers.map(({ text }) => text)).toContain(ANSWER);
    expect(told?.steps.map(({ type }) => type)).toEqual(['ticket.received', 'ticket.opened', 'ticket.replied']);
  });

  it('offers the cases where words fit several', async () => {
    await desk.plea();
    const { brief: told, offered } = await brief('मोबाइल हजरतगंज');
    expect(told).toBeNull();
    expect(offered.length).toBe(2);
  });

  it('says the same of what was never received as of what is not to be seen', async () => {
    for (const typed of [`https://x.com/a/status/${POST}`, docket, id, 'मोबाइल'])
      expect(await brief(typed, people.stranger)).toMatchObject({ brief: null, offered: [] });
    expect(await brief('https://x.com/a/status/99')).toMatchObject({ by: 'link', brief: null });
    expect(await brief('https://x.com/a/status/1861234567890123999')).toEqual({ by: 'post', brief: null, offered: [] });
    expect(await refusal(brief(docket, people.admin))).toBe('officers.not_allowed');
    expect(await refusal(shareBrief(desk.deps, { actor: people.stranger, id, how: 'print' }))).toBe(
      'tickets.not_found',
    );
  });

  it('is kept as an event, once for one look, and apart for what leaves the screen', async () => {
    const other = createActor({ unit: 'u_up', role: 'state', officer: 'off_other' });
    const before = (await briefed()).length;
    await brief(docket, other);
    await brief(docket, other);
    await shareBrief(desk.deps, { actor: other, id, how: 'picture' });
    await shareBrief(desk.deps, { actor: other, id, how: 'picture' });
    expect((await briefed()).slice(before)).toEqual(['page', 'picture']);
    desk.clock.advance(11 * 60_000);
    await brief(docket, other);
    expect((await briefed()).slice(before)).toEqual(['page', 'picture', 'page']);
  });

  it('of a protected matter shows neither words nor names, but to a senior officer who was named', async () => {
    const { version } = await desk.read(id);
    await correctTicket(desk.deps, { actor: people.operator, id, version, category: 'women-safety' });
    const masked = await brief(docket, people.operator);
    expect(masked.brief).toMatchObject({ isMasked: true, said: { text: null, author: null, url: null } });
    expect(JSON.stringify(masked)).not.toMatch(/मोबाइल|Asha|आरोपियों/);
    expect((await brief(docket, people.commissioner)).brief?.isMasked).toBe(true);
    const [position, unit] = [people.commissioner.posts[0]?.position ?? '', LUCKNOW];
    const row = { id: 'prd_1', position, unit, since: 0, until: null, namedBy: 'off_admin', endedBy: null };
    await desk.deps.db.write((tx) => tx.insertRows(tx.tables.protectedReader, [row]));
    expect((await brief(docket, people.commissioner)).brief).toMatchObject({
      isMasked: false,
      said: { author: '@Asha_Verma9' },
    });
  });

  it('tells the outcome once it is closed', async () => {
    const { version } = await desk.read(id);
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id, version, attachments: [], details: {} },
      ...{ outcome: 'settled' as const, internalText: 'Heard both sides', publicAnswer: 'दोनों पक्षों को सुना गया' },
    });
    expect((await brief(docket)).brief).toMatchObject({ outcome: { code: 'settled' }, ticket: { state: 'closed' } });
    expect(JSON.stringify(await brief(docket))).not.toContain('Heard both');
  });
});
