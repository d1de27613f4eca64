import { parentPort, workerData } from 'node:worker_threads';
import { fitCandidate } from '../../server/modules/learning/fit.rules.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';
import type { FitReply, FitRequest } from './fit.messages.ts';

goBehindTheLoop();

function answer(): FitReply {
  try {
    return { kind: 'done', fitted: fitCandidate(workerData as FitRequest) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
  }
}

parentPort?.postMessage(answer());
