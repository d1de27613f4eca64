import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, systemClock } from '../../server/platform/clock/clock.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { playStream } from './player.ts';
import { startXSimulator, type XSimulator } from './simulator.ts';
import { loadStream, readStream } from './stream.ts';

const START = Date.UTC(2026, 10, 21, 6);

describe('the simulated service', () => {
  let sim: XSimulator;
  const clock = createManualClock(START);
  const call = async (method: string, address: string, body?: unknown, token = 'demo-Uppolice') => {
    const answer = await fetch(sim.origin + address, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json().catch(() => null)) as Record<string, never> | null,
    };
  };
  const mentionsOf = (query = '') =>
    call('GET', `/2/users/${sim.world.user({ handle: 'Uppolice' }).id}/mentions?${query}`);

  beforeEach(async () => {
    clock.set(START);
    sim = await startXSimulator({ port: 0, clock });
  });
  afterEach(() => sim.close());

  it('knows an account by its token only', async () => {
    expect((await call('GET', '/2/users/me')).body).toMatchObject({ data: { username: 'Uppolice' } });
    expect((await call('GET', '/2/users/me', undefined, 'other')).status).toBe(401);
  });

  it('shows no more than the 800 newest, whatever is asked', async () => {
    const { world } = sim;
    Array.from({ length: 900 }, (_, index) => world.post({ author: { handle: 'asha' }, text: `@Uppolice ${index}` }));
    let [read, token] = [0, ''];
    do {
      const { body } = await mentionsOf(`max_results=100${token ? `&pagination_token=${token}` : ''}`);
      const meta = body?.['meta'] as unknown as { result_count: number; next_token?: string };
      read += meta.result_count;
      token = meta.next_token ?? '';
    } while (token);
    expect(read).toBe(800);
  });

  it('counts calls as X does and refuses the one too many', async () => {
    for (let turn = 0; turn < 15; turn += 1) expect((await call('GET', '/2/dm_events')).status).toBe(200);
    const refused = await call('GET', '/2/dm_events');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('x-rate-limit-reset')) * 1000).toBe(START + 15 * 60_000);
    clock.advance(15 * 60_000);
    expect((await call('GET', '/2/dm_events')).status).toBe(200);
  });

  it('lets citizens write, answer, edit and delete, and tells what accounts sent', async () => {
    const post = await call('POST', '/_sim/posts', { author: { handle: 'asha', name: 'Asha' }, text: '@Uppolice मदद' });
    const id = String(post.body?.['id']);
    const sent = await call('POST', '/2/tweets', { text: 'कहाँ?', reply: { in_reply_to_tweet_id: id } });
    expect(sent.status).toBe(201);
    expect((await call('GET', '/_sim/sent')).body).toMatchObject({
      sent: [{ account: 'Uppolice', text: 'कहाँ?', inReplyTo: id }],
    });
    const edited = await call('PUT', `/_sim/posts/${id}`, { text: '@Uppolice मदद, हजरतगंज' });
    expect((await mentionsOf()).body).toMatchObject({
      data: [{ id: edited.body?.['id'], edit_history_tweet_ids: [id, edited.body?.['id']] }],
    });
    expect((await call('DELETE', `/_sim/posts/${id}`)).body).toEqual({ removed: true });
    expect((await mentionsOf()).body).toEqual({ meta: { result_count: 0 } });
    expect((await call('POST', '/_sim/posts', { text: 5 })).status).toBe(400);
  });

  it('plays faults once each, on the calls they are meant for', async () => {
    await call('POST', '/_sim/faults', { fault: 'unavailable', path: '/mentions', after: 1 });
    expect([
      (await mentionsOf()).status,
      (await call('GET', '/2/users/me')).status,
      (await mentionsOf()).status,
      (await mentionsOf()).status,
    ]).toEqual([200, 200, 503, 200]);
  });
});

describe('the stream of the demonstration', () => {
  const demo = path.join(projectRoot, 'server/data/demo');
  const { lines, answers } = loadStream({
    streamFile: path.join(demo, 'stream.jsonl'),
    answersFile: path.join(demo, 'answers.json'),
  });

  it('is long, varied, and refers only to what came before', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300);
    const seen = new Set<string>();
    for (const line of lines) {
      for (const reference of [line.inReplyTo, line.quotes, line.retweetOf])
        if (reference) expect(seen, line.id).toContain(reference);
      expect(seen).not.toContain(line.id);
      seen.add(line.id);
    }
    expect(new Set(lines.map((line) => line.language))).toEqual(new Set(['hi', 'hinglish', 'en', 'mr']));
    expect(new Set(lines.map((line) => line.kind))).toEqual(new Set(['mention', 'reply', 'quote', 'retweet', 'dm']));
    expect(lines.filter((line) => /(?<!\d)[6-9]\d{9}(?!\d)/.test(line.text))).toEqual([]);
  });

  it('names the line that cannot be read', () => {
    expect(() => readStream('{"id":"1","text":"x","author":"asha","name":"A","language":"hi"}\n{"id":"2"}')).toThrow(
      'line 2',
    );
  });

  it('fills the desk at once, goes on with other words in later rounds, and answers the police', async () => {
    const sim = await startXSimulator({ port: 0 });
    const few = lines.slice(0, 30);
    const stop = playStream({
      world: sim.world,
      lines: few,
      answers,
      clock: systemClock,
      speed: 2_000,
      random: () => 0.1,
    });
    const until = Date.now() + 10_000;
    while (sim.world.timeline().length < 70 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const texts = sim.world.timeline().map((post) => post.text);
    expect(texts.length).toBeGreaterThanOrEqual(70);
    const first = few[0]?.text ?? '';
    expect(texts.filter((text) => text === first)).toHaveLength(1);
    const plea = sim.world
      .timeline()
      .find((post) => post.author.username === few[0]?.author && post.inReplyTo === null);
    sim.world.noteSent({
      id: '5',
      kind: 'reply',
      account: 'lkopolice',
      text: 'देख रहे हैं',
      inReplyTo: plea?.id ?? '',
      to: null,
      at: Date.now(),
    });
    while (!sim.world.timeline().some((post) => post.inReplyTo === '5') && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    expect(sim.world.timeline().find((post) => post.inReplyTo === '5')?.author.username).toBe(plea?.author.username);
    await sim.close();
  });
});
