import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { intakeLag } from '../modules/inbound/backlog.usecases.ts';
import { fail } from '../platform/errors.ts';
import { QUEUES } from '../queues.ts';
import type { HttpEnv } from './env.ts';
import { isFromThisMachine } from './session.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares without telling by its time how much was right. */
const isToken = (header: string | undefined, token: string): boolean =>
  timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));

/**
 * What the monitor reads, in the format of Prometheus. It tells how busy a force is, so it answers this machine, and
 * elsewhere only whoever sends `METRICS_TOKEN`; without that setting there is nothing to find. A proxy on this machine
 * names the caller in `x-forwarded-for`, and the caller then counts.
 */
export const createMetricsRoutes = (deps: Deps) => {
  deps.metrics.onRead(async () => {
    deps.metrics.setIntakeLag(await intakeLag(deps.db.read, deps.clock.now()));
    for (const queue of QUEUES) deps.metrics.setQueueDepth(queue, (await deps.queue.depth(queue)).waiting);
  });
  return new Hono<HttpEnv>().get('/metrics', async (c) => {
    const { metricsToken } = deps.config;
    if (!isFromThisMachine(c, deps.config)) {
      if (metricsToken === null) fail({ code: 'http.not_found', kind: 'not-found' });
      if (!isToken(c.req.header('authorization'), metricsToken)) {
        c.header('www-authenticate', 'Bearer');
        fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
      }
    }
    return c.text(await deps.metrics.read(), 200, { 'content-type': deps.metrics.contentType });
  });
};
