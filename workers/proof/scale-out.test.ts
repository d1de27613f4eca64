import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createPostgresTestDatabase, testEngines } from '../../server/platform/db/testing.ts';
import { feed, passwordsOf, signIn, startDesk, type DeskProcess } from './desk-process.testing.ts';
import { pleaText } from './pleas.testing.ts';
import { builtScript, eventually, pause, runCommand } from './processes.testing.ts';
import { startWorld } from './simulator.testing.ts';

const REDIS = process.env.PUKAAR_TEST_REDIS ?? 'redis://127.0.0.1:6379/10';
const PLEAS = process.env.PUKAAR_FULL === '1' ? 600 : 90;

async function canReachRedis(): Promise<boolean> {
  const redis = new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.flushdb();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

const hasServers = testEngines.includes('postgres') && (await canReachRedis());
if (!hasServers)
  process.stdout.write('PostgreSQL and Redis are not both reached: several processes are not proven here\n');

/** What one process asks of X, passed on to the one world; tells when mentions were asked for. */
async function startSpy(target: string, onPoll: () => void): Promise<{ origin: string; server: Server }> {
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'GET' && /\/mentions/.test(incoming.url ?? '')) onPoll();
    const passed = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Everything that a live stream said so far. */
async function listen(url: string, cookie: string): Promise<{ heard: () => string; close: () => void }> {
  const stopping = new AbortController();
  const answer = await fetch(`${url}/api/live`, { headers: { cookie }, signal: stopping.signal });
  let heard = '';
  void (async () => {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done) return;
      heard += piece.value;
    }
  })().catch(() => undefined);
  return { heard: () => heard, close: () => stopping.abort() };
}

async function cookieFor(url: string, login: { username: string; password: string }): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(login),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

it.skipIf(!hasServers || builtScript('main') === null)(
  'two for pages and two for work share one desk, one of each is killed, and nothing is lost or doubled',
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'pukaar-scale-'));
    const database = await createPostgresTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const rows = async <Row>(statement: string): Promise<Row[]> => (await client.query(statement)).rows as Row[];
    const world = await startWorld();
    const polls: string[] = [];
    const spies = [
      await startSpy(world.origin, () => polls.push('first')),
      await startSpy(world.origin, () => polls.push('second')),
    ];
    const common = { DATA_DIR: dataDir, DATABASE_URL: database.url, REDIS_URL: REDIS };
    const alive: DeskProcess[] = [];
    const start = async (role: 'web' | 'worker', origin: string): Promise<DeskProcess> => {
      const desk = await startDesk({ env: { ...common, ROLE: role, X_API_ORIGIN: origin } });
      alive.push(desk);
      return desk;
    };
    try {
      // All at once, on an empty database.
      const [worker1, worker2, web1, web2] = await Promise.all([
        start('worker', spies[0]?.origin ?? ''),
        start('worker', spies[1]?.origin ?? ''),
        start('web', world.origin),
        start('web', world.origin),
      ]);
      await client.query(
        `UPDATE channel_account SET settings = '{"pollEveryMs":1000,"directMessages":true}' WHERE kind = 'x'`,
      );
      const login = { username: 'operator', password: passwordsOf(web1).get('operator') ?? '' };
      expect(passwordsOf(web2).get('operator')).toBe(login.password);
      const operator = await signIn(web1.url, login);
      expect((await operator('/api/me', undefined, web2.url)).status).toBe(200);
      const cookie = await cookieFor(web1.url, login);
      const ears = [await listen(web1.url, cookie), await listen(web2.url, cookie)];

      const posts: string[] = [];
      const lines = Array.from({ length: PLEAS }, (_, index) => ({
        id: `line-${index}`,
        text: pleaText(5_000_000 + index),
        author: `r${index}`,
        kind: 'mention',
      }));
      const write = async (count: number): Promise<void> => {
        for (let index = 0; index < count; index += 1) {
          posts.push(await world.post({ author: { handle: `c${posts.length}` }, text: pleaText(posts.length) }));
          await pause(25);
        }
      };
      const ticketOf = async (post: string): Promise<string | undefined> =>
        (await rows<{ ticket: string | null }>(`SELECT ticket FROM message WHERE external_id = '${post}'`))[0]
          ?.ticket ?? undefined;

      await Promise.all([
        write(PLEAS / 3),
        feed(web1.url, { dataDir, account: '@recorded', lines: lines.slice(0, PLEAS / 2) }),
      ]);
      const first = await eventually('the first plea settled', () => ticketOf(posts[0] ?? ''));
      // Arrived through one process, heard in both others.
      for (const ear of ears)
        await eventually('live updates of both', () => Promise.resolve(ear.heard().includes(first)));
      // An officer's act through one is heard through the other, and its new state is read there.
      const { body } = await operator<{ ticket: { version: number; state: string } }>(`/api/v1/tickets/${first}`);
      const before = ears[1]?.heard().length ?? 0;
      expect(
        (await operator(`/api/v1/tickets/${first}/note`, { version: body.ticket.version, text: 'Seen by the desk' }))
          .status,
      ).toBe(200);
      await eventually('an act heard elsewhere', () =>
        Promise.resolve((ears[1]?.heard().slice(before) ?? '').includes('ticket.noted')),
      );

      const writing = write((PLEAS * 2) / 3);
      const feeding = feed(web2.url, { dataDir, account: '@recorded', lines: lines.slice(PLEAS / 2) });
      await pause(400);
      // The one that polls dies, and one of those that serve; the other sees it through.
      const poller = polls.at(-1) === 'first' ? worker1 : worker2;
      const killedAt = polls.length;
      await Promise.all([poller.kill(), web1.kill()]);
      await Promise.all([writing, feeding]);
      const again = await feed(web2.url, { dataDir, account: '@recorded', lines });
      expect([again.messages, again.rejected]).toEqual([0, 0]);
      const total = posts.length + lines.length;
      await eventually(
        'everything settled and answered by those that are left',
        async () => {
          const [row] = await rows<{ done: string; unsent: string }>(
            `SELECT (SELECT count(*) FROM message WHERE direction = 'in' AND state = 'done') AS done, (SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'unknown')) AS unsent`,
          );
          // One may have been in the hand of the killed one; what the living one has in hand comes to its end.
          return Number(row?.done) >= total && Number(row?.unsent) <= 1;
        },
        { withinMs: 120_000, everyMs: 300 },
      );

      const messages = await rows<{ external_id: string; ticket: string | null }>(
        `SELECT external_id, ticket FROM message WHERE direction = 'in'`,
      );
      expect(messages.map((message) => message.external_id).sort()).toEqual(
        [...posts, ...lines.map((line) => line.id)].sort(),
      );
      expect(messages.filter((message) => message.ticket === null)).toEqual([]);
      expect(
        await rows(
          `SELECT stream FROM events WHERE type IN ('ticket.received', 'ticket.opened') GROUP BY stream, type HAVING count(*) > 1`,
        ),
      ).toEqual([]);
      const dockets = (await rows<{ docket: string }>('SELECT docket FROM ticket WHERE docket IS NOT NULL')).map(
        (row) => row.docket,
      );
      expect(new Set(dockets).size).toBe(dockets.length);
      const answers = new Map<string, number>();
      const sent = await world.sent();
      for (const { inReplyTo } of sent) if (inReplyTo) answers.set(inReplyTo, (answers.get(inReplyTo) ?? 0) + 1);
      expect([...answers].filter(([, times]) => times > 1)).toEqual([]);
      const states = await rows<{ state: string; n: string }>('SELECT state, count(*) AS n FROM outbox GROUP BY state');
      const inDoubt = states.filter(({ state }) => state !== 'sent').reduce((sum, { n }) => sum + Number(n), 0);
      expect(inDoubt).toBeLessThanOrEqual(1);

      // One polls at a time: the first one alone, and after it was killed the other alone.
      expect(new Set(polls.slice(0, killedAt)).size).toBe(1);
      const after = polls.slice(killedAt + 1);
      expect(new Set(after).size).toBe(1);
      expect(after[0]).not.toBe(polls[0]);
      await eventually(
        'every event numbered',
        async () => (await rows('SELECT 1 FROM events WHERE position IS NULL')).length === 0,
      );
      const [numbered] = await rows<{ n: string; last: string }>(
        'SELECT count(*) AS n, max(position) AS last FROM events',
      );
      expect(numbered?.last).toBe(numbered?.n);
      for (const ear of ears) ear.close();
      for (const desk of alive) await desk.stop();
      const audit = await runCommand({ args: [builtScript('command') ?? '', 'audit:verify', '--json'], env: common });
      expect([audit.code, audit.output]).toEqual([0, audit.output]);
      process.stdout.write(
        `${posts.length} posts and ${lines.length} recorded lines through four processes, two killed: ${dockets.length} dockets, ${sent.length} answers, ${inDoubt} in doubt, ${String(numbered?.n)} events\n`,
      );
    } finally {
      await Promise.all(alive.map((desk) => desk.kill()));
      for (const { server } of spies) server.close();
      await world.stop();
      await client.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  300_000,
);
