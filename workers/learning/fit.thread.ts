import { parentPort, workerData } from 'node:worker_threads';
import { readAssessmentModel } from '../../server/modules/assessment/model-bytes.rules.ts';
import { starterModel } from '../../server/modules/assessment/starter.ts';
import { fitCandidate } from '../../server/modules/learning/fit.rules.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';
import type { FitReply, FitRequest } from './fit.messages.ts';

goBehindTheLoop();

function answer(): FitReply {
  try {
    const { lessons, running } = workerData as FitRequest;
    const model = running === null ? starterModel() : readAssessmentModel(running);
    return { kind: 'done', fitted: fitCandidate({ lessons, running: model }) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
  }
}

parentPort?.postMessage(answer());
