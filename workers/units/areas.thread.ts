import { parentPort, workerData } from 'node:worker_threads';
import { readBoundaryFile } from '../../server/modules/geography/boundary-file.rules.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';

goBehindTheLoop();

parentPort?.postMessage(readBoundaryFile(workerData as string));
