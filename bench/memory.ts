import { readOrMakeKey } from '../server/platform/keys.ts';
import { systemClock } from '../server/platform/clock/clock.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
import { makeLines } from './texts.ts';
import { createClient, signIn, type Client } from './load/client.ts';
import { startServer, type RunningServer, type ServerMemory } from './load/server.ts';
import { PASSWORD } from './seed/officers.ts';
import { seededFile, USUAL_TICKETS } from './seed/seed.ts';

const BURST = 20_000;
const PAGE = 100;
const SETTLE = 10_000;
const SAMPLE = 200;
const DONE_WITHIN = 600_000;

const sleep = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));
const total = ({ residentMb, childrenMb }: ServerMemory): number => residentMb + childrenMb;

/** Sends messages by the road of `replay` and waits until the last one is a ticket. */
async function burst(server: RunningServer, client: Client, count: number): Promise<void> {
  const headers = { 'x-pukaar-key': readOrMakeKey(server.dataDir, 'internal') };
  const now = systemClock.now();
  const lines = [...makeLines({ count, seed: now % 2_147_483_647, startAt: now - 3_600_000 })];
  for (let from = 0; from < lines.length; from += PAGE) {
    const body = { account: '@bench', lines: lines.slice(from, from + PAGE).join('\n') };
    const answer = await client.send({ method: 'POST', path: '/api/internal/replay', body, headers });
    if (answer.status !== 200)
      throw new Error(`the burst was refused with ${answer.status}: ${answer.body.slice(0, 200)}`);
  }
  const until = performance.now() + DONE_WITHIN;
  while (performance.now() < until) {
    if ((await client.send({ path: '/api/internal/idle', headers })).body.includes('true')) return;
    await sleep(SAMPLE);
  }
  throw new Error('the burst was not taken in within ten minutes');
}

/** `bench memory`: what the process holds when nothing happens, during a burst of messages, and after it. */
export async function benchMemory(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: options.fresh });
  const server = await startServer({ dataDir: seeded.dataDir, port: options.port, profile: options.profile });
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, total(server.memory()));
  }, SAMPLE);
  const clients: Client[] = [];
  try {
    for (const { username } of seeded.officers.slice(0, options.officers)) {
      const client = await signIn(server, { username, password: PASSWORD });
      await client.listen();
      await client.send({ path: '/api/v1/tickets?limit=50' });
      await client.send({ path: '/desk' });
      clients.push(client);
    }
    await sleep(SETTLE);
    const idle = server.memory();
    await server.blockedMs();
    const internal = createClient(server);
    clients.push(internal);
    const startedAt = performance.now();
    await burst(server, internal, BURST);
    const seconds = (performance.now() - startedAt) / 1000;
    const blocked = await server.blockedMs();
    await sleep(SETTLE);
    const after = server.memory();
    const goal = { atMost: 400 };
    return {
      bench: 'memory',
      n: seeded.tickets,
      figures: [
        { name: 'resident, idle', value: total(idle), unit: 'MB', goal },
        { name: 'resident, highest', value: highest, unit: 'MB', goal },
        { name: 'resident, after the burst', value: total(after), unit: 'MB', goal },
        { name: 'of it child processes', value: after.childrenMb, unit: 'MB' },
        { name: 'threads', value: after.threads, unit: '' },
        { name: 'messages of the burst', value: BURST, unit: '' },
        { name: 'taken in over HTTP', value: BURST / seconds, unit: '/s' },
        { name: 'event loop blocked at most', value: blocked, unit: 'ms', goal: { atMost: 50 } },
      ],
      comparison: [],
      machine,
    };
  } finally {
    clearInterval(watch);
    for (const client of clients) client.close();
    await server.stop();
  }
}
