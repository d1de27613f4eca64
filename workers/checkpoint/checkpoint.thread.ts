import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const EVERY = 250;

const { file } = workerData as { readonly file: string };
const connection = new Sqlite(file, { timeout: 1000 });

/** Moves what was committed from the log into the file, as far as readers let it; never waits for a writer. */
function checkpoint(): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
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
