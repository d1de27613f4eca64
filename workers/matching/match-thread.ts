import { Worker } from 'node:worker_threads';
import type { MatchEngine } from '../../server/modules/matching/matching.types.ts';
import { threadUrl } from '../thread-url.ts';
import type { MatchQuestion, MatchReply, MatchRequest } from './match.messages.ts';

/** What is new dies young here: more room for it would only be resident. */
const YOUNG_MB = 8;

interface Pending {
  readonly resolve: (reply: MatchReply) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The index in a thread of its own, started at the first question. When the thread dies its questions fail and the
 * index is gone: whoever asked fills it again from the stored signatures.
 */
export function createThreadMatchEngine({
  url = threadUrl(import.meta.url, 'match.thread'),
}: { readonly url?: URL } = {}): MatchEngine {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let counter = 0;
  let isClosed = false;

  function failAll(error: Error): void {
    for (const waiting of pending.values()) waiting.reject(error);
    pending.clear();
  }

  function start(): Worker {
    const fresh = new Worker(url, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    fresh.unref();
    fresh.on('message', (reply: MatchReply) => {
      const waiting = pending.get(reply.number);
      pending.delete(reply.number);
      if (reply.kind === 'failed') waiting?.reject(new Error(`Matching failed: ${reply.reason}`));
      else waiting?.resolve(reply);
    });
    const gone = (error: Error): void => {
      if (worker !== fresh) return;
      worker = null;
      failAll(error);
    };
    fresh.on('error', gone);
    fresh.on('exit', () => gone(new Error('The matching thread ended')));
    return fresh;
  }

  function ask(question: MatchQuestion): Promise<MatchReply> {
    if (isClosed) return Promise.reject(new Error('Matching is closed'));
    worker ??= start();
    const asked = worker;
    return new Promise((resolve, reject) => {
      const number = ++counter;
      pending.set(number, { resolve, reject });
      asked.postMessage({ ...question, number } satisfies MatchRequest);
    });
  }

  return {
    add: async (messages) => void (await ask({ kind: 'add', messages })),
    find: async (messages) => {
      const reply = await ask({ kind: 'find', messages });
      return reply.kind === 'found' ? reply.found : [];
    },
    explain: async (pairs) => {
      if (pairs.length === 0) return [];
      const reply = await ask({ kind: 'explain', pairs });
      return reply.kind === 'explained' ? reply.reasons : [];
    },
    clear: async () => void (await ask({ kind: 'clear' })),
    close: async () => {
      isClosed = true;
      const ending = worker;
      worker = null;
      failAll(new Error('Matching is closed'));
      await ending?.terminate();
    },
  };
}
