import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../server/platform/root.ts';

/** What the proofs start is the build, as production does; null, with the reason printed, when there is none. */
export function builtScript(name: 'main' | 'simulator' | 'command'): string | null {
  const script = join(projectRoot, 'dist', `${name}.js`);
  if (existsSync(script)) return script;
  process.stdout.write('The server is not built, its processes are not proven here: run npm run build\n');
  return null;
}

/** Looks again until `look` answers something; a failure tells what was waited for. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
  { withinMs = 30_000, everyMs = 100 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface RunningProcess {
  readonly pid: number;
  /** Matches the line that says it is ready. */
  readonly ready: RegExpExecArray;
  readonly lines: readonly string[];
  /** Ends at once, as by a power cut of the process. */
  kill(): Promise<void>;
  /** Ends as it is meant to. */
  stop(): Promise<number | null>;
}

const gone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  return new Promise((resolve) => {
    if (gone(child)) return resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** A process of ours, once it said that it is ready. `onSpawn` gets it before, to end it on its way. */
export function startProcess({
  args,
  env,
  ready,
  onSpawn,
}: {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  ready: RegExp;
  onSpawn?: (kill: () => Promise<void>) => void;
}): Promise<RunningProcess> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, [...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const kill = async (): Promise<void> => void (await end(child, 'SIGKILL'));
  onSpawn?.(kill);
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`ended (${code ?? signal}) before it was ready:\n${lines.slice(-20).join('\n')}`)),
    );
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const found = ready.exec(line);
        if (found) resolve({ pid: child.pid ?? 0, ready: found, lines, kill, stop: () => end(child, 'SIGTERM') });
      });
  });
}

/** Runs a command of ours to its end. */
export function runCommand({
  args,
  env,
}: {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
