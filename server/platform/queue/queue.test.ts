import { createTestDatabase, testEngines } from '../db/testing.ts';
import { systemClock } from '../clock/clock.ts';
import { createIds } from '../ids/ids.ts';
import { silentLog } from '../log/port.ts';
import { createMemoryStore } from './engines/memory-store.ts';
import { createSqlStore } from './engines/sql-store.ts';
import type { Queue } from './port.ts';
import { queueContract, type QueueHarness } from './queue.test-suite.ts';
import type { JobStore } from './store.types.ts';
import { createStoredQueue } from './stored-queue.ts';

const base = { clock: systemClock, ids: createIds(), log: silentLog, backoff: { baseMs: 20, capMs: 80 } };

function harnessOver(store: JobStore, dispose: () => Promise<void>): QueueHarness {
  const opened: Queue[] = [];
  return {
    open: ({ cut } = {}) => {
      const own = cut ? { ...store, extend: () => new Promise<never>(() => {}) } : store;
      const queue = createStoredQueue({ ...base, store: own, pollMs: 100 });
      opened.push(queue);
      return queue;
    },
    close: async () => {
      await Promise.all(opened.map((queue) => queue.stop(0)));
      await dispose();
    },
  };
}

queueContract('memory', async () => harnessOver(createMemoryStore(base), async () => {}));

for (const engine of testEngines)
  queueContract(`the ${engine} database`, async () => {
    const db = await createTestDatabase(engine);
    return harnessOver(createSqlStore({ ...base, db }), () => db.close());
  });
