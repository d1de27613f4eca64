import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { moveLog } from './move-log.ts';

const EVERY = 250;
/** Pages of 4 KB: 32 MB. */
const LONG = 8000;

const { file } = workerData as { readonly file: string };
const connection = new Sqlite(file, { timeout: 0 });

function checkpoint(): void {
  try {
    moveLog(connection, { long: LONG });
  } catch {
    // Busy: the next turn does it.
  }
}

const timer = setInterval(checkpoint, EVERY);
parentPort?.on('message', () => {
  clearInterval(timer);
  connection.close();
  process.exit(0);
});
