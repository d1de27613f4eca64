import { parentPort } from 'node:worker_threads';
import { createMatchEngine } from '../../server/modules/matching/match-engine.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';
import type { MatchReply, MatchRequest } from './match.messages.ts';

goBehindTheLoop();

const engine = createMatchEngine();
const port = parentPort;

async function answer(request: MatchRequest): Promise<MatchReply> {
  const { number } = request;
  try {
    switch (request.kind) {
      case 'find':
        return { kind: 'found', number, found: await engine.find(request.messages) };
      case 'explain':
        return { kind: 'explained', number, reasons: await engine.explain(request.pairs) };
      case 'add':
        await engine.add(request.messages);
        return { kind: 'done', number };
      case 'clear':
        await engine.clear();
        return { kind: 'done', number };
    }
  } catch (error) {
    return { kind: 'failed', number, reason: error instanceof Error ? error.name : 'unknown' };
  }
}

/** Requests are answered one after another: what is found depends on what was taken before. */
let queue: Promise<void> = Promise.resolve();
port?.on('message', (request: MatchRequest) => {
  queue = queue.then(async () => port.postMessage(await answer(request)));
});
