import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { intakeLag } from '../modules/inbound/backlog.usecases.ts';
import { QUEUES } from '../queues.ts';
import { countMigrations } from '../platform/settings/settings.repository.ts';
import type { HttpEnv } from './env.ts';

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}

/** Alive, ready, and what the monitor reads. */
export const createHealthRoutes = (deps: Deps) => {
  deps.metrics.onRead(async () => {
    deps.metrics.setIntakeLag(await intakeLag(deps.db.read, deps.clock.now()));
    for (const queue of QUEUES) deps.metrics.setQueueDepth(queue, (await deps.queue.depth(queue)).waiting);
  });
  return new Hono<HttpEnv>()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const checks = {
        database: await answers(() => countMigrations(deps.db.read)),
        queue: await answers(() => deps.queue.depth('outbox')),
        blobs: await answers(async () => {
          if (!(await deps.blobs.check())) throw new Error('the store does not answer');
        }),
      };
      const ready = Object.values(checks).every(Boolean);
      return c.json({ ready, ...checks }, ready ? 200 : 503);
    })
    .get('/metrics', async (c) => c.text(await deps.metrics.read(), 200, { 'content-type': deps.metrics.contentType }));
};
