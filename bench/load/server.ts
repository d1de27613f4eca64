import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processorTime, type ProcessorTime } from '../processor.ts';
import { projectRoot } from '../../server/platform/root.ts';

const READY_WITHIN = 180_000;
const ASK_EVERY = 100;
/** What the delay histogram shows of an idle loop: its own interval. */
const RESOLUTION = 10;

export interface ServerMemory {
  readonly residentMb: number;
  /** Of processes that it started; 0 when there are none. */
  readonly childrenMb: number;
  readonly threads: number;
}

/** The product in a process of its own, as `npm start` runs it. */
export interface RunningServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly startSeconds: number;
  memory(): ServerMemory;
  processor(): ProcessorTime;
  /** The longest that the event loop was held since the last call, in milliseconds. */
  blockedMs(): Promise<number>;
  stop(): Promise<void>;
}

function builtServer(): string {
  const beside = join(dirname(process.argv[1] ?? ''), 'main.js');
  return existsSync(beside) ? beside : join(projectRoot, 'dist', 'main.js');
}

function statusOf(pid: number): { rssMb: number; threads: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { rssMb: number('VmRSS') / 1024, threads: number('Threads') };
  } catch {
    return { rssMb: 0, threads: 0 };
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function memoryOf(pid: number): ServerMemory {
  const { rssMb, threads } = statusOf(pid);
  return {
    residentMb: rssMb,
    childrenMb: childrenOf(pid).reduce((sum, child) => sum + statusOf(child).rssMb, 0),
    threads,
  };
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  while (performance.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`the server stopped before it was ready, with ${child.exitCode}: see server.log in its folder`);
    if (await isReady(origin)) return;
    await sleep(ASK_EVERY);
  }
  throw new Error('the server was not ready in time');
}

async function readBlocked(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? 0);
  return Math.max(0, seconds * 1000 - RESOLUTION);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Starts the built server on a folder. `profile`: where its processor profile is put when it stops. */
export async function startServer({
  dataDir,
  port,
  profile = null,
}: {
  dataDir: string;
  port: number;
  profile?: string | null;
}): Promise<RunningServer> {
  const startedAt = performance.now();
  mkdirSync(dataDir, { recursive: true });
  const log = openSync(join(dataDir, 'server.log'), 'w');
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, builtServer()], {
    cwd: projectRoot,
    env: { PORT: String(port), DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'warn', NODE_ENV: 'production' },
    stdio: ['ignore', log, log],
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilReady(origin, child);
  } catch (error) {
    await stopped(child);
    throw error;
  }
  return {
    origin,
    dataDir,
    startSeconds: (performance.now() - startedAt) / 1000,
    memory: () => memoryOf(child.pid ?? 0),
    processor: () => processorTime(child.pid ?? 0),
    blockedMs: () => readBlocked(origin),
    stop: () => stopped(child),
  };
}
