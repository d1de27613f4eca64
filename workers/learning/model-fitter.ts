import { Worker } from 'node:worker_threads';
import type { Fitted, ModelFitter } from '../../server/modules/learning/learning.types.ts';
import { threadUrl } from '../thread-url.ts';
import type { FitReply, FitRequest } from './fit.messages.ts';

/** Fits in a thread that lives as long as the fit: the event loop that serves officers goes on beside it. */
export const createModelFitter = (): ModelFitter => ({
  fit: (request: FitRequest) =>
    new Promise<Fitted>((resolve, reject) => {
      const worker = new Worker(threadUrl(import.meta.url, 'fit.thread'), { workerData: request });
      worker.once('message', (reply: FitReply) =>
        reply.kind === 'done' ? resolve(reply.fitted) : reject(new Error(`The fit failed: ${reply.reason}`)),
      );
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The fitting thread ended with ${code}`)));
    }),
});
