import type { Clock } from '../../platform/clock/clock.ts';
import type { Log } from '../../platform/log/port.ts';
import { messageOf } from '../../platform/log/describe-error.ts';
import type { Db } from '../../schema.ts';
import { insertReads } from './readers.repository.ts';
import { keyOf, rowOf, SLOT } from './reading.rules.ts';
import type { ReaderLog, ReadRow } from './readers.types.ts';

const EVERY = 1000;
/** Rows of one transaction. */
const TOGETHER = 500;
/** Past so many nothing can be written for long: the oldest wait, the newest are told to the log of the process. */
const MOST = 50_000;

/**
 * The log of who read which ticket. What was read waits in memory for a second at most and is written behind the answers,
 * after officers' own acts. What was noted in this quarter of an hour is remembered, so that a page that asks again and
 * again costs no write.
 */
export function createReaderLog({
  db,
  clock,
  log,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}): ReaderLog {
  let waiting = new Map<string, ReadRow>();
  let known = new Set<string>();
  let slot = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function write(): Promise<void> {
    const rows = [...waiting.values()];
    waiting = new Map();
    for (let from = 0; from < rows.length; from += TOGETHER) {
      const some = rows.slice(from, from + TOGETHER);
      try {
        await db.write((tx) => insertReads(tx, some), { lane: 'batch' });
      } catch (error) {
        log.error('who read tickets could not be written yet', { rows: rows.length - from, message: messageOf(error) });
        for (const row of rows.slice(from)) waiting.set(keyOf(row), row);
        return;
      }
    }
  }

  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    return (writing = writing.then(write).then(() => {
      if (waiting.size > 0 && !isStopped) start();
    }));
  };

  const start = (): void => {
    if (timer || isStopped) return;
    timer = setTimeout(() => void flush(), EVERY);
    timer.unref();
  };

  return {
    note: (reading) => {
      const row = rowOf(reading, clock.now());
      if (row.slot !== slot) known = new Set();
      slot = row.slot;
      const key = keyOf(row);
      if (known.has(key)) return;
      if (waiting.size >= MOST)
        return log.error('a reading was not noted', { kind: row.kind, ticket: row.ticket, slot: SLOT });
      known.add(key);
      waiting.set(key, row);
      start();
    },
    flush,
    stop: async () => {
      isStopped = true;
      await flush();
    },
  };
}
