import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { createRandom, type Random } from './random.ts';
import type { BenchReport, Figure } from './report.ts';
import { signIn, type Answer, type Client } from './load/client.ts';
import { createLatencies, latencyFigures, type Latencies } from './load/latency.ts';
import { startServer, type RunningServer } from './load/server.ts';
import { closure, readDetail, readPage, type SeenTicket } from './load/tickets.ts';
import { PASSWORD, type SeedOfficer } from './seed/officers.ts';
import { seededFile, USUAL_TICKETS } from './seed/seed.ts';

const SECONDS = 60;
/** Between two turns at the desk, whoever takes them, in milliseconds. */
const TURN = 100;
/** A desk that hears of changes asks for its list and its counts again at most this often, as the page does. */
const LIST_AGAIN = 2500;
const COUNTS_AGAIN = 5000;
const WARM_ROUNDS = 3;

/** What officers look at: their states, filters, words, and the next page of it. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  operator: [
    'state=received',
    'state=received,ask_back',
    '',
    'state=open,in_process',
    'category=theft',
    'urgency=life-risk',
    'wroteAgain=1',
    'q=chori',
    'q=mobile+lucknow',
    'state=not_for_us',
    'language=mr&state=closed',
  ],
  station: [
    'state=open',
    'state=open,in_process',
    'overdue=1&state=open,in_process',
    'state=closed',
    '',
    'q=bike',
    'urgency=urgent,life-risk',
  ],
  command: [
    'state=open,in_process',
    'overdue=1&state=open,in_process',
    '',
    'state=closed',
    'urgency=life-risk&state=received,open,in_process',
    'category=women-safety',
    'q=dhamki',
    'state=verified',
  ],
};

const listsOf = (level: SeedOfficer['level']): readonly string[] =>
  LISTS[level === 'operator' || level === 'station' ? level : 'command'] ?? [];

interface AtDesk {
  readonly officer: SeedOfficer;
  readonly client: Client;
  readonly random: Random;
}

interface Act {
  readonly name: string;
  readonly body: unknown;
}

/** The act that moves the ticket on, as far as this officer may; a note otherwise. */
function chooseAct(
  { officer, random }: AtDesk,
  { ticket, actions }: { ticket: SeenTicket; actions: readonly string[] },
): Act {
  const { version } = ticket;
  const acts: Act[] = [
    { name: 'open', body: { version } },
    { name: 'take-up', body: { version } },
    { name: 'close', body: closure(version) },
    { name: 'verify', body: { version } },
    { name: 'transfer', body: { version, to: officer.unit, reason: 'It happened in the area of this unit.' } },
  ];
  const possible = acts.filter(({ name }) => actions.includes(name) && (name !== 'transfer' || random.next() < 0.3));
  return (
    (random.next() < 0.7 ? random.of(possible) : undefined) ?? {
      name: 'note',
      body: { version, text: 'Spoke with the beat constable about it.' },
    }
  );
}

const CONFLICT = 409;

/** One turn of an officer: a list, now and then its next page or the counts, a ticket of it, and an act on that. */
async function takeTurn(desk: AtDesk, latencies: Latencies | null): Promise<void> {
  const { officer, client, random } = desk;
  const ask = async (kind: string, call: Parameters<Client['send']>[0]): Promise<Answer> => {
    const answer = await client.send(call);
    latencies?.add(`${kind} ${officer.level}`, answer.milliseconds);
    if (answer.status >= 400 && answer.status !== CONFLICT)
      throw new Error(
        `${officer.username} asked for ${call.path} and was answered ${answer.status}: ${answer.body.slice(0, 200)}`,
      );
    return answer;
  };
  const filter = random.of(listsOf(officer.level)) ?? '';
  const path = `/api/v1/tickets?limit=50&${filter}`;
  let page = readPage(await ask('list', { path }));
  if (page.next !== null && random.next() < 0.25)
    page = readPage(await ask('list', { path: `${path}&cursor=${page.next}` }));
  if (random.next() < 0.25) await ask('counts', { path: '/api/v1/tickets/counts' });
  if (random.next() < 0.25) await ask('page', { path: `/desk?${filter}` });
  const chosen = page.tickets[random.below(Math.min(20, page.tickets.length))];
  if (!chosen) return;
  const detail = readDetail(await ask('ticket', { path: `/api/v1/tickets/${chosen.id}` }));
  const act = chooseAct(desk, detail);
  await ask('act', { method: 'POST', path: `/api/v1/tickets/${chosen.id}/${act.name}`, body: act.body });
}

/** Ten turns a second, the officers one after another; a late turn does not delay the next. */
async function work(
  desks: readonly AtDesk[],
  { seconds, latencies }: { seconds: number; latencies: Latencies },
): Promise<void> {
  const startedAt = performance.now();
  const sleepUntil = (at: number) => new Promise((resume) => setTimeout(resume, Math.max(0, at - performance.now())));
  await Promise.all(
    desks.map(async (desk, number) => {
      const first = startedAt + TURN * number;
      const between = TURN * desks.length;
      for (let turn = 0; turn * between < seconds * 1000; turn++) {
        await sleepUntil(first + turn * between);
        await takeTurn(desk, latencies);
      }
    }),
  );
}

/** What every open page asks for by itself while others work: changes are heard all the time at this pace. */
function keepFresh(desks: readonly AtDesk[]): () => void {
  const timers = desks.flatMap(({ client, officer, random }) => {
    const filter = listsOf(officer.level)[0] ?? '';
    const again = (path: string, every: number) => {
      let isAsking = false;
      const ask = () => {
        if (isAsking) return;
        isAsking = true;
        void client
          .send({ path })
          .catch(() => undefined)
          .finally(() => (isAsking = false));
      };
      // Not all at the same moment.
      return setTimeout(() => timers.push(setInterval(ask, every)), random.below(every));
    };
    return [again(`/api/v1/tickets?limit=50&${filter}`, LIST_AGAIN), again('/api/v1/tickets/counts', COUNTS_AGAIN)];
  });
  return () => timers.forEach(clearInterval);
}

async function seat(server: RunningServer, officers: readonly SeedOfficer[]): Promise<AtDesk[]> {
  const desks: AtDesk[] = [];
  for (const [number, officer] of officers.entries()) {
    const client = await signIn(server, { username: officer.username, password: PASSWORD });
    await client.listen();
    desks.push({ officer, client, random: createRandom(100 + number) });
  }
  return desks;
}

/** `bench desk`: officers on every level of the tree read lists and act, on a large file. */
export async function benchDesk(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: options.fresh });
  const officers = Array.from(
    { length: options.officers },
    (_, number) => seeded.officers[number % seeded.officers.length],
  ).filter((one) => one !== undefined);
  const server = await startServer({ dataDir: seeded.dataDir, port: options.port, profile: options.profile });
  try {
    const desks = await seat(server, officers);
    for (let round = 0; round < WARM_ROUNDS; round++) for (const desk of desks) await takeTurn(desk, null);
    await server.blockedMs();
    const latencies = createLatencies();
    const before = server.processor();
    const rest = keepFresh(desks);
    await work(desks, { seconds: options.seconds ?? SECONDS, latencies });
    rest();
    const used = server.processor();
    const blocked = await server.blockedMs();
    const { residentMb, childrenMb } = server.memory();
    for (const { client } of desks) client.close();
    const whole = (kind: string): Figure => ({
      name: `${kind}, all levels, p95`,
      value: latencies.percentileOf(`${kind} `, 0.95),
      unit: 'ms',
      goal: { atMost: 50 },
    });
    return {
      bench: 'desk',
      n: seeded.tickets,
      figures: [
        ...['list', 'act', 'ticket', 'counts', 'page'].map(whole),
        ...latencies.kinds().flatMap((kind) => latencyFigures(latencies, { kind, atMost: 50 })),
        { name: 'event loop blocked at most', value: blocked, unit: 'ms', goal: { atMost: 50 } },
        { name: 'resident memory', value: residentMb, unit: 'MB', goal: { atMost: 400 } },
        { name: 'of its child processes', value: childrenMb, unit: 'MB' },
        { name: 'processor time, event loop', value: used.main - before.main, unit: 's' },
        { name: 'processor time, whole server', value: used.all - before.all, unit: 's' },
        { name: 'officers', value: officers.length, unit: '' },
        { name: 'from start to ready', value: server.startSeconds, unit: 's' },
      ],
      comparison: [],
      machine,
    };
  } finally {
    await server.stop();
  }
}
