import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { createRandom } from './random.ts';
import type { BenchReport, Figure } from './report.ts';
import { takeInFigures } from './figures.ts';
import { signIn, type Client } from './load/client.ts';
import { createLatencies, latencyFigures } from './load/latency.ts';
import { startServer } from './load/server.ts';
import { PASSWORD, type SeedOfficer } from './seed/officers.ts';
import { seededFile, USUAL_TICKETS } from './seed/seed.ts';

const GOAL = 60;
const ROUNDS = 30;
const WARM_ROUNDS = 3;
const DAY = 24 * 60 * 60_000;
const YEARS = 2 * 365;

const dayOf = (at: number): string => new Date(at + 5.5 * 60 * 60_000).toISOString().slice(0, 10);

/** Two years, whose ends lie within months; the last month; some week. */
function periods(now: number, random: ReturnType<typeof createRandom>): { name: string; query: string }[] {
  const span = (days: number, endedAgo: number): string =>
    `from=${dayOf(now - (endedAgo + days - 1) * DAY)}&to=${dayOf(now - endedAgo * DAY)}`;
  return [
    { name: 'two years', query: span(YEARS, random.below(20)) },
    { name: 'a month', query: span(30, 0) },
    { name: 'a week', query: span(7, random.below(300)) },
  ];
}

const WAYS = [
  'by=unit',
  'by=category',
  'by=channel',
  'by=day',
  'by=hour-weekday',
  'by=outcome',
  'by=unit&level=district',
] as const;

interface Asked {
  readonly rows: readonly { readonly key: string; readonly figures: { readonly received: number } }[];
}

/** `bench board`: figures of every level of the tree over two years, a month and a week, told apart in every way, and down to the stations. */
export async function benchBoard(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: options.fresh });
  const taken = await takeInFigures(seeded.dataDir);
  const server = await startServer({ dataDir: seeded.dataDir, port: options.port, profile: options.profile });
  const random = createRandom(7);
  const latencies = createLatencies();
  try {
    const officers = ['state', 'zone', 'range', 'district', 'circle', 'station'].flatMap(
      (level) => seeded.officers.find((one) => one.level === level) ?? [],
    );
    const ask = async (kind: string, { client, path }: { client: Client; path: string }): Promise<Asked> => {
      const answer = await client.send({ path });
      if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${answer.body.slice(0, 200)}`);
      latencies.add(kind, answer.milliseconds);
      return JSON.parse(answer.body) as Asked;
    };
    /** From a unit down to a station, always to one of those with the most tickets. */
    async function drill({ officer, client, query }: { officer: SeedOfficer; client: Client; query: string }) {
      for (let unit: string | undefined = officer.unit; unit !== undefined;) {
        const { rows }: Asked = await ask(`drill-down ${officer.level}`, {
          client,
          path: `/api/v1/reports/board?unit=${unit}&by=unit&${query}`,
        });
        const below = rows
          .filter(({ key }) => key !== unit)
          .sort((one, other) => other.figures.received - one.figures.received);
        unit = below[random.below(Math.min(3, below.length))]?.key;
      }
    }
    const desks = await Promise.all(
      officers.map(async (officer) => ({
        officer,
        client: await signIn(server, { username: officer.username, password: PASSWORD }),
      })),
    );
    for (let round = 0; round < ROUNDS + WARM_ROUNDS; round++)
      for (const { officer, client } of desks)
        for (const { name, query } of periods(Date.now(), random)) {
          const way = WAYS[random.below(WAYS.length)] ?? WAYS[0];
          const kind = round < WARM_ROUNDS ? 'warming' : `board ${officer.level}, ${name}`;
          await ask(kind, { client, path: `/api/v1/reports/board?unit=${officer.unit}&${way}&${query}` });
          if (round >= WARM_ROUNDS && name === 'two years') await drill({ officer, client, query });
        }
    const blocked = await server.blockedMs();
    for (const { client } of desks) client.close();
    const whole = (kind: string): Figure => ({
      name: `${kind}, all levels, p95`,
      value: latencies.percentileOf(`${kind} `, 0.95),
      unit: 'ms',
      goal: { atMost: GOAL },
    });
    return {
      bench: 'board',
      n: seeded.tickets,
      figures: [
        ...['board', 'drill-down'].map(whole),
        ...latencies
          .kinds()
          .filter((kind) => kind !== 'warming')
          .flatMap((kind) => latencyFigures(latencies, { kind, atMost: GOAL })),
        { name: 'event loop blocked at most', value: blocked, unit: 'ms' },
        { name: 'file', value: statSync(join(seeded.dataDir, 'pukaar.db')).size / 1_048_576, unit: 'MB' },
        ...(taken.isNew
          ? [{ name: 'tickets taken into the roll-ups', value: seeded.tickets / taken.seconds, unit: '/s' }]
          : []),
      ],
      comparison: [],
      machine,
    };
  } finally {
    await server.stop();
  }
}
