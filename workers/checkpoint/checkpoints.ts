import { Worker } from 'node:worker_threads';

export interface Checkpoints {
  stop(): Promise<void>;
}

/**
 * Keeps the log of the embedded database short from a thread of its own, so that no officer's commit has to do it.
 * From sources nothing is started: the writer does it by itself then.
 */
export function startCheckpoints(file: string): Checkpoints {
  if (import.meta.url.endsWith('.ts')) return { stop: () => Promise.resolve() };
  const worker = new Worker(new URL('./checkpoint.thread.js', import.meta.url), { workerData: { file } });
  worker.unref();
  // Without it the writer checkpoints by itself, later and in one go: nothing is lost.
  worker.on('error', () => undefined);
  return {
    stop: async () => {
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.postMessage('stop');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    },
  };
}
