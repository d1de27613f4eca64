import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
import { createRandom } from './random.ts';
import { readAboutPolice } from '../server/modules/assessment/about-police.rules.ts';
import { foldText } from '../server/modules/language/fold.rules.ts';
import { createTextMaker } from './texts.ts';
import { signIn, type Client } from './load/client.ts';
import { createLatencies, latencyFigures, type Latencies } from './load/latency.ts';
import { startServer, type RunningServer } from './load/server.ts';
import { closure, readTicketOf } from './load/tickets.ts';
import { PASSWORD } from './seed/officers.ts';
import { seededFile, USUAL_TICKETS, type Seeded } from './seed/seed.ts';

const CLIENTS = 16;
const SECONDS = 30;
/** Code, caches and pages of the file are warm after this many seconds, as in a server that has run since the morning. */
const WARM = 3;
const STEPS = ['create', 'open', 'take-up', 'close'] as const;

interface Pair {
  readonly operator: Client;
  readonly station: Client;
  readonly unit: string;
}

/** Every client is an operator who takes pleas down and opens them, and the station that works them. */
async function signPairsIn(
  server: RunningServer,
  { seeded, clients }: { seeded: Seeded; clients: number },
): Promise<Pair[]> {
  const operators = seeded.officers.filter(({ level, unit }) => level === 'operator' && unit === 'u_up');
  const stations = seeded.officers.filter(({ level }) => level === 'station');
  const pairs: Pair[] = [];
  for (let number = 0; number < clients; number++) {
    const operator = operators[number % operators.length];
    const station = stations[number % stations.length];
    if (!operator || !station) throw new Error('the seeded file has no operators or no stations');
    pairs.push({
      operator: await signIn(server, { username: operator.username, password: PASSWORD }),
      station: await signIn(server, { username: station.username, password: PASSWORD }),
      unit: station.unit,
    });
  }
  return pairs;
}

/** A plea that its station may see: complaints about police go past it and would end the cycle. */
function aboutOthers(make: () => { readonly text: string }): string {
  for (;;) {
    const { text } = make();
    if (readAboutPolice({ words: foldText(text).split(' '), misconductScore: 0 }) === 'no') return text;
  }
}

async function runCycle(
  { operator, station, unit }: Pair,
  { text, latencies }: { text: string; latencies: Latencies | null },
): Promise<void> {
  const send = async (client: Client, step: (typeof STEPS)[number], path: string, body: unknown) => {
    const answer = await client.send({ method: 'POST', path, body });
    latencies?.add(step, answer.milliseconds);
    return readTicketOf(answer);
  };
  const created = await send(operator, 'create', '/api/v1/tickets', { text, language: 'en', category: 'theft', unit });
  const at = `/api/v1/tickets/${created.id}`;
  const opened = await send(operator, 'open', `${at}/open`, { version: created.version, owner: unit });
  const taken = await send(station, 'take-up', `${at}/take-up`, { version: opened.version });
  await send(station, 'close', `${at}/close`, closure(taken.version));
}

async function runFor(
  pairs: readonly Pair[],
  { seconds, latencies }: { seconds: number; latencies: Latencies | null },
): Promise<{ cycles: number; seconds: number }> {
  const make = createTextMaker(createRandom(11));
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let cycles = 0;
  await Promise.all(
    pairs.map(async (pair) => {
      while (performance.now() < until) {
        await runCycle(pair, { text: aboutOthers(make), latencies });
        cycles += 1;
      }
    }),
  );
  return { cycles, seconds: (performance.now() - startedAt) / 1000 };
}

/** `bench lifecycle`: create, open, take up and close over HTTP, by as many at once as `--clients` says. */
export async function benchLifecycle(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const clients = options.clients ?? CLIENTS;
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: options.fresh });
  const server = await startServer({ dataDir: seeded.dataDir, port: options.port, profile: options.profile });
  try {
    const pairs = await signPairsIn(server, { seeded, clients });
    await runFor(pairs, { seconds: WARM, latencies: null });
    await server.blockedMs();
    const latencies = createLatencies();
    const before = server.processor();
    const ran = await runFor(pairs, { seconds: options.seconds ?? SECONDS, latencies });
    const used = server.processor();
    const blocked = await server.blockedMs();
    const { residentMb } = server.memory();
    for (const pair of pairs) for (const client of [pair.operator, pair.station]) client.close();
    return {
      bench: 'lifecycle',
      n: seeded.tickets,
      figures: [
        { name: 'cycles', value: ran.cycles / ran.seconds, unit: '/s', goal: { atLeast: 200 } },
        ...STEPS.flatMap((kind) => latencyFigures(latencies, { kind, atMost: 100 })),
        { name: 'event loop blocked at most', value: blocked, unit: 'ms', goal: { atMost: 50 } },
        { name: 'resident memory', value: residentMb, unit: 'MB', goal: { atMost: 400 } },
        {
          name: 'processor time a cycle, event loop',
          value: (1000 * (used.main - before.main)) / ran.cycles,
          unit: 'ms',
        },
        {
          name: 'processor time a cycle, whole server',
          value: (1000 * (used.all - before.all)) / ran.cycles,
          unit: 'ms',
        },
        { name: 'clients', value: clients, unit: '' },
        { name: 'cycles in all', value: ran.cycles, unit: '' },
      ],
      comparison: [],
      machine,
    };
  } finally {
    await server.stop();
  }
}
