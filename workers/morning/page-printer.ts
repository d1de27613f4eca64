import { Worker } from 'node:worker_threads';
import type { MorningPage, PagePrinter } from '../../server/modules/morning/morning.types.ts';
import { threadUrl } from '../thread-url.ts';
import type { PageReply } from './page.messages.ts';

const print = (page: MorningPage): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(threadUrl(import.meta.url, 'page.thread'), { workerData: page });
    worker.once('message', (reply: PageReply) =>
      reply.kind === 'done' ? resolve(reply.bytes) : reject(new Error(`The page was not printed: ${reply.reason}`)),
    );
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The printing thread ended with ${code}`)));
  });

/** Prints in a thread that lives as long as the page, one page after the other: shaping letters takes its time. */
export function createThreadPagePrinter(): PagePrinter {
  let last: Promise<unknown> = Promise.resolve();
  return {
    print: (page) => {
      const mine = last.then(() => print(page));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
