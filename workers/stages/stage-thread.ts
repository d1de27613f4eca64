import { Worker } from 'node:worker_threads';
import type { GazetteerUnit, StageInput, StageResult } from '../../server/modules/inbound/stages.types.ts';
import type { StageReply, StageRequest } from './stages.messages.ts';

interface Pending {
  readonly request: StageRequest;
  readonly resolve: (results: readonly StageResult[]) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/** One thread that is started again when it dies. */
export interface StageThread {
  readonly waiting: () => number;
  run(inputs: readonly StageInput[]): Promise<readonly StageResult[]>;
  setUnits(units: readonly GazetteerUnit[]): Promise<void>;
  close(): Promise<void>;
}

const MOST_ATTEMPTS = 2;

export interface ThreadEntry {
  readonly url: URL;
}

/** A small module that teaches the thread to read TypeScript first: the loader's own flag does not reach threads on Node 20. */
function sourceEntry(): URL {
  const loader = import.meta.resolve('tsx/esm/api');
  const thread = new URL('./stages.thread.ts', import.meta.url).href;
  const code = `import { register } from ${JSON.stringify(loader)}; register(); await import(${JSON.stringify(thread)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Beside the source when run from sources, beside the chunk when bundled. */
export function threadEntry(): ThreadEntry {
  return { url: import.meta.url.endsWith('.ts') ? sourceEntry() : new URL('./stages.thread.js', import.meta.url) };
}

export function createStageThread(entry: ThreadEntry): StageThread {
  const pending = new Map<number, Pending>();
  let counter = 0;
  let units: readonly GazetteerUnit[] | null = null;
  let isClosed = false;
  let lastError: Error | undefined;
  let worker = start();
  let isDead = false;

  function start(): Worker {
    const fresh = new Worker(entry.url);
    fresh.unref();
    fresh.on('message', (reply: StageReply) => settle(reply));
    fresh.on('error', (error: Error) => {
      lastError = error;
    });
    fresh.on('exit', () => {
      if (fresh !== worker || isClosed) return;
      isDead = true;
      giveUpOrKeep();
      if (pending.size > 0) restart();
    });
    return fresh;
  }

  function settle(reply: StageReply): void {
    const entryOf = pending.get(reply.number);
    if (entryOf === undefined) return;
    pending.delete(reply.number);
    if (pending.size === 0) worker.unref();
    if (reply.kind === 'done') entryOf.resolve(reply.results);
    else entryOf.reject(new Error(`The stages failed: ${reply.reason}`));
  }

  function giveUpOrKeep(): void {
    for (const [number, waiting] of pending) {
      if (waiting.attempts < MOST_ATTEMPTS) continue;
      pending.delete(number);
      waiting.reject(new Error('The thread of the stages died twice over one batch', { cause: lastError }));
    }
  }

  /** A new thread gets the units first, then what the dead one left unanswered. */
  function restart(): void {
    isDead = false;
    worker = start();
    if (units !== null) worker.postMessage({ kind: 'units', number: 0, units } satisfies StageRequest);
    for (const waiting of pending.values()) post(waiting);
  }

  function post(waiting: Pending): void {
    waiting.attempts++;
    worker.ref();
    worker.postMessage(waiting.request);
  }

  function ask(make: (number: number) => StageRequest): Promise<readonly StageResult[]> {
    if (isClosed) return Promise.reject(new Error('The stages are closed'));
    return new Promise((resolve, reject) => {
      const number = ++counter;
      const waiting: Pending = { request: make(number), resolve, reject, attempts: 0 };
      pending.set(number, waiting);
      if (isDead) restart();
      else post(waiting);
    });
  }

  return {
    waiting: () => pending.size,
    run: (inputs) => ask((number) => ({ kind: 'run', number, inputs })),
    setUnits: async (next) => {
      units = next;
      await ask((number) => ({ kind: 'units', number, units: next }));
    },
    close: async () => {
      isClosed = true;
      await worker.terminate();
      for (const waiting of pending.values()) waiting.reject(new Error('The stages are closed'));
      pending.clear();
    },
  };
}
