import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';

const openFile = promisify(open);
const syncFile = promisify(fdatasync);
const closeFile = promisify(close);

export interface LogSync {
  /** Settles when all that stood in the log at the call is on the disk; rejects where the disk refused it. */
  synced(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Brings SQLite's log to the disk in a thread of Node's pool: the event loop serves others meanwhile. Who calls while a
 * sync runs waits for the next one, together. The log must exist and stay the same file until `close`, as it does while
 * a connection is open.
 */
export function createLogSync(database: string, { delay = 0 }: { readonly delay?: number }): LogSync {
  let descriptor: Promise<number> | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function sync(): Promise<void> {
    descriptor ??= openFile(`${database}-wal`, 'r+');
    await syncFile(await descriptor);
    if (delay > 0) await new Promise((resume) => setTimeout(resume, delay));
  }

  function start(): Promise<void> {
    next = null;
    running = sync().finally(() => {
      if (next === null) running = null;
    });
    return running;
  }

  return {
    synced() {
      if (running === null) return start();
      next ??= running.then(start, start);
      return next;
    },
    async close() {
      while (running !== null) await (next ?? running).catch(() => undefined);
      if (descriptor !== null) await closeFile(await descriptor);
    },
  };
}

/** Without a file there is nothing to sync. */
export const noSync: LogSync = { synced: () => Promise.resolve(), close: () => Promise.resolve() };
