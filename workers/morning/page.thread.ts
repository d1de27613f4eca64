import { parentPort, workerData } from 'node:worker_threads';
import { printPage } from '../../server/modules/morning/drivers/pdf-page.ts';
import type { MorningPage } from '../../server/modules/morning/morning.types.ts';
import { goBehindTheLoop } from '../../server/platform/thread-priority.ts';
import type { PageReply } from './page.messages.ts';

goBehindTheLoop();

async function answer(): Promise<PageReply> {
  try {
    return { kind: 'done', bytes: await printPage(workerData as MorningPage) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' };
  }
}

parentPort?.postMessage(await answer());
