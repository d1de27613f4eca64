import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY = /^X simulator at (http:\S+)$/;
const START_LIMIT_MS = 15_000;

export interface SimulatorProcess {
  /** What X_API_ORIGIN is to be. */
  readonly origin: string;
  stop(): Promise<void>;
}

function readyOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The X simulator did not start in time')), START_LIMIT_MS);
    const refuse = (): void => reject(new Error('The X simulator stopped before it was ready'));
    child.once('exit', refuse);
    child.once('error', reject);
    if (!child.stdout) return refuse();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const origin = READY.exec(line)?.[1];
      if (origin === undefined) return;
      clearTimeout(limit);
      child.off('exit', refuse);
      resolve(origin);
    });
  });
}

/** Starts the simulator's own entry beside a demonstration. It ends with us, also when we are killed: the channel to it closes. */
export async function startSimulatorProcess({
  script,
  port = 0,
  speed = 1,
}: {
  script: string;
  port?: number;
  speed?: number;
}): Promise<SimulatorProcess> {
  const options = ['--port', String(port), '--speed', String(speed)];
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const origin = await readyOrigin(child);
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
