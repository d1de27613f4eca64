import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
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

/** Alive and ready: open to whoever asks, as load balancers do. */
export const createHealthRoutes = (deps: Deps) =>
  new Hono<HttpEnv>()
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
    });
