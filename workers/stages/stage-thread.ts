import { Worker } from 'node:worker_threads';
import type {
  EnteredWord,
  GazetteerUnit,
  StageInput,
  StageResult,
  TriedMessage,
  WordTrial,
} from '../../server/modules/inbound/stages.types.ts';
import { threadUrl } from '../thread-url.ts';
import type { StageReply, StageRequest } from './stages.messages.ts';

/** What is new dies young here: more room for it would only be resident. */
const YOUNG_MB = 8;

type Answered = Exclude<StageReply, { readonly kind: 'failed' }>;

interface Pending {
  readonly request: StageRequest;
  readonly resolve: (reply: Answered) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/** One thread that is started again when it dies. */
export interface StageThread {
  readonly waiting: () => number;
  run(inputs: readonly StageInput[]): Promise<readonly StageResult[]>;
  setUnits(units: readonly GazetteerUnit[]): Promise<void>;
  setModel(bytes: Uint8Array | null): Promise<void>;
  setWords(words: readonly EnteredWord[]): Promise<void>;
  tryWords(trial: WordTrial): Promise<readonly TriedMessage[]>;
  close(): Promise<void>;
}

const MOST_ATTEMPTS = 2;

export interface ThreadEntry {
  readonly url: URL;
}

export const threadEntry = (): ThreadEntry => ({ url: threadUrl(import.meta.url, 'stages.thread') });

export function createStageThread(entry: ThreadEntry): StageThread {
  const pending = new Map<number, Pending>();
  let counter = 0;
  let units: readonly GazetteerUnit[] | null = null;
  let model: Uint8Array | null = null;
  let words: readonly EnteredWord[] | null = null;
  let isClosed = false;
  let lastError: Error | undefined;
  let worker = start();
  let isDead = false;

  function start(): Worker {
    const fresh = new Worker(entry.url, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
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
    if (reply.kind === 'failed') entryOf.reject(new Error(`The stages failed: ${reply.reason}`));
    else entryOf.resolve(reply);
  }

  function giveUpOrKeep(): void {
    for (const [number, waiting] of pending) {
      if (waiting.attempts < MOST_ATTEMPTS) continue;
      pending.delete(number);
      waiting.reject(new Error('The thread of the stages died twice over one batch', { cause: lastError }));
    }
  }

  /** A new thread gets units, weights and words first, then what the dead one left unanswered. */
  function restart(): void {
    isDead = false;
    worker = start();
    if (model !== null) worker.postMessage({ kind: 'model', number: 0, bytes: model } satisfies StageRequest);
    if (units !== null) worker.postMessage({ kind: 'units', number: 0, units } satisfies StageRequest);
    if (words !== null) worker.postMessage({ kind: 'words', number: 0, words } satisfies StageRequest);
    for (const waiting of pending.values()) post(waiting);
  }

  function post(waiting: Pending): void {
    waiting.attempts++;
    worker.ref();
    worker.postMessage(waiting.request);
  }

  function ask(make: (number: number) => StageRequest): Promise<Answered> {
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
    run: async (inputs) => {
      const reply = await ask((number) => ({ kind: 'run', number, inputs }));
      return reply.kind === 'done' ? reply.results : [];
    },
    tryWords: async (trial) => {
      const reply = await ask((number) => ({ kind: 'try', number, trial }));
      return reply.kind === 'tried' ? reply.tried : [];
    },
    setWords: async (next) => {
      words = next;
      await ask((number) => ({ kind: 'words', number, words: next }));
    },
    setUnits: async (next) => {
      units = next;
      await ask((number) => ({ kind: 'units', number, units: next }));
    },
    setModel: async (bytes) => {
      model = bytes;
      await ask((number) => ({ kind: 'model', number, bytes }));
    },
    close: async () => {
      isClosed = true;
      await worker.terminate();
      for (const waiting of pending.values()) waiting.reject(new Error('The stages are closed'));
      pending.clear();
    },
  };
}
