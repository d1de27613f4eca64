import { createReadStream, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { parseConfig } from '../../server/config/config.ts';
import { createDeps, databaseFile, type Deps } from '../../server/deps.ts';
import { parseEnvelope, storeEnvelope } from '../../server/modules/inbound/envelopes.usecases.ts';
import { systemClock } from '../../server/platform/clock/clock.ts';
import { createLog } from '../../server/platform/log/engines/pino.ts';
import { startCheckpoints } from '../../workers/checkpoint/checkpoints.ts';
import { createIntake } from '../../workers/intake/intake.ts';
import { createThreadStageRunner } from '../../workers/stages/stage-runner.ts';
import { emptyFolder } from '../folder.ts';
import { readMachine } from '../machine.ts';
import type { BenchOptions } from '../options.ts';
import { processorTime, since, type ProcessorTime } from '../processor.ts';
import type { BenchReport } from '../report.ts';
import { makeLines } from '../texts.ts';
import { insertBare } from './bare-inserts.ts';

const ACCOUNT = 'acc_bench';
/** Posts of a page, as X delivers them. */
const PAGE = 100;
const RESOLUTION = 10;

/** An account that answers, so that acknowledgements are written as well; nobody sends them here. */
async function addAccount(deps: Deps): Promise<void> {
  const at = deps.clock.now();
  const empty = { externalId: null, credentials: null, budgetMicro: null, lastPolledAt: null, lastError: null };
  await deps.db.write(async (tx) =>
    tx.insertRows(tx.tables.channelAccount, [
      {
        id: ACCOUNT,
        kind: 'x',
        handle: '@bench',
        unit: 'u_up',
        settings: {},
        status: 'paused',
        openingPolicy: 'demo',
        createdAt: at,
        version: 1,
        ...empty,
      },
    ]),
  );
}

async function* pagesOf(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<{ body: string; count: number }> {
  let page: string[] = [];
  for await (const line of lines) {
    if (line.trim() === '') continue;
    page.push(line);
    if (page.length < PAGE) continue;
    yield { body: page.join('\n'), count: page.length };
    page = [];
  }
  if (page.length > 0) yield { body: page.join('\n'), count: page.length };
}

interface Ran {
  readonly messages: number;
  readonly seconds: number;
  readonly used: ProcessorTime;
  readonly blockedMs: number;
  /** How many messages each settling transaction took, in order. */
  readonly batches: readonly number[];
}

/** Takes everything in by the code of production: pages are stored and read while earlier messages are settled. */
async function takeIn(deps: Deps, pages: AsyncIterable<{ body: string; count: number }>): Promise<Ran> {
  const batches: number[] = [];
  const intake = createIntake({ deps, onSettled: (fates) => void batches.push(fates.length) });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  const before = processorTime(process.pid);
  const startedAt = performance.now();
  let messages = 0;
  for await (const { body, count } of pages) {
    const delivered = { account: ACCOUNT, stream: 'mentions', driver: 'jsonl', body, receivedAt: deps.clock.now() };
    const envelope = await deps.db.write(async (tx) => storeEnvelope(deps, tx, delivered));
    await parseEnvelope(deps, envelope);
    messages += count;
    intake.wake();
  }
  await intake.idle();
  const seconds = (performance.now() - startedAt) / 1000;
  const used = since(process.pid, before);
  delay.disable();
  await intake.stop();
  return { messages, seconds, used, blockedMs: Math.max(0, delay.max / 1e6 - RESOLUTION), batches };
}

/** `bench intake`: the whole pipeline to committed tickets, and the bare inserts of the same rows in the same batches. */
export async function benchIntake(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const dataDir = emptyFolder(`intake-${process.pid}`);
  const config = {
    ...parseConfig(process.env),
    dataDir,
    demo: false,
    databaseUrl: null,
    redisUrl: null,
    commitDelay: options.commitDelay,
  };
  const deps = await createDeps({ config, log: createLog({ level: 'error' }), stages: createThreadStageRunner() });
  await addAccount(deps);
  // The stages' thread learns while it answers its first message; that is start-up, not intake.
  await deps.stages.run([{ id: 'warm', text: 'warm' }]);
  const lines = options.in
    ? createInterface({ input: createReadStream(options.in), crlfDelay: Infinity })
    : makeLines({ count: options.tickets ?? 100_000, seed: 7, startAt: systemClock.now() - 3_600_000 });
  const checkpoints = startCheckpoints(databaseFile(config));
  let ran: Ran;
  try {
    ran = await takeIn(deps, pagesOf(lines));
  } finally {
    await checkpoints.stop();
    await deps.close();
  }
  const bare = insertBare({
    source: join(dataDir, 'pukaar.db'),
    target: join(dataDir, 'bare.db'),
    batches: ran.batches,
    commitDelay: options.commitDelay,
  });
  rmSync(dataDir, { recursive: true, force: true });
  const perSecond = ran.messages / ran.seconds;
  const barePerSecond = ran.messages / bare.seconds;
  return {
    bench: 'intake',
    n: ran.messages,
    figures: [
      { name: 'messages', value: perSecond, unit: '/s', goal: { atLeast: 1000 } },
      { name: 'of the bare inserts', value: (100 * perSecond) / barePerSecond, unit: '%', goal: { atLeast: 15 } },
      { name: 'event loop blocked at most', value: ran.blockedMs, unit: 'ms', goal: { atMost: 50 } },
      { name: 'time', value: ran.seconds, unit: 's' },
      { name: 'processor time, event loop', value: ran.used.main, unit: 's' },
      { name: 'processor time, all threads', value: ran.used.all, unit: 's' },
      { name: 'settling transactions', value: ran.batches.length, unit: '' },
      { name: 'commit delay', value: options.commitDelay, unit: 'ms' },
      ...bare.counts.map(({ table, rows }) => ({ name: `rows of ${table}`, value: rows, unit: '' })),
    ],
    comparison: [
      { name: 'bare inserts of the same rows', value: barePerSecond, unit: 'messages/s' },
      { name: 'time', value: bare.seconds, unit: 's' },
      { name: 'processor time', value: bare.processorSeconds, unit: 's' },
      { name: 'transactions', value: bare.transactions, unit: '' },
    ],
    machine,
  };
}
