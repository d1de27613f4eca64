import { Worker } from 'node:worker_threads';
import type { BoundaryFile } from '../../server/modules/geography/boundary.types.ts';
import { threadUrl } from '../thread-url.ts';

/** Reads a file of areas in a thread that lives as long as that takes: megabytes of points are no work for the loop. */
export const readAreasInThread = (text: string): Promise<BoundaryFile> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(threadUrl(import.meta.url, 'areas.thread'), { workerData: text });
    worker.once('message', (file: BoundaryFile) => resolve(file));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that reads areas ended with ${code}`)));
  });
