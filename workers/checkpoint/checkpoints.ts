import { Worker } from 'node:worker_threads';

export interface Checkpoints {
  stop(): Promise<void>;
}

const AFTER_TROUBLE = 1000;

/**
 * Keeps the log of the embedded database short from a thread of its own, so that no officer's commit has to do it.
 * From sources nothing is started: the writer does it by itself then.
 */
export function startCheckpoints(file: string): Checkpoints {
  if (import.meta.url.endsWith('.ts')) return { stop: () => Promise.resolve() };
  let stopped = false;
  let worker = start();

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint.thread.js', import.meta.url), { workerData: { file } });
    started.unref();
    // Without it the writer checkpoints by itself, later and in one go: nothing is lost.
    started.on('error', () => setTimeout(restart, AFTER_TROUBLE).unref());
    return started;
  }

  function restart(): void {
    if (!stopped) worker = start();
  }

  return {
    stop: async () => {
      stopped = true;
      // Neither keeps a process alive while it works; until it has ended, this must.
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, 1000);
        worker.once('exit', () => {
          clearTimeout(late);
          resolve();
        });
        worker.postMessage('stop');
      });
    },
  };
}
