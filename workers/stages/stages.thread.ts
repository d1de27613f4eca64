import { parentPort } from 'node:worker_threads';
import { createInlineStageRunner } from '../../server/modules/inbound/stages.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';
import type { StageReply, StageRequest } from './stages.messages.ts';

goBehindTheLoop();

const runner = createInlineStageRunner();
const port = parentPort;

async function answer(request: StageRequest): Promise<StageReply> {
  const { number } = request;
  try {
    if (request.kind === 'run') return { kind: 'done', number, results: await runner.run(request.inputs) };
    if (request.kind === 'try') return { kind: 'tried', number, tried: await runner.tryWords(request.trial) };
    if (request.kind === 'words') await runner.setWords(request.words);
    else if (request.kind === 'model') await runner.setModel(request.bytes);
    else await runner.setUnits(request.units);
    return { kind: 'done', number, results: [] };
  } catch (error) {
    return { kind: 'failed', number, reason: error instanceof Error ? error.name : 'unknown' };
  }
}

/** Requests are answered one after another, so that new units hold for everything asked after them. */
let queue: Promise<void> = Promise.resolve();
port?.on('message', (request: StageRequest) => {
  queue = queue.then(async () => port.postMessage(await answer(request)));
});
