import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { KEPT, keepStatistics, type PublicDeps } from './public.usecases.ts';

/** Figures of the districts for everybody. Mounted at `/api/public`. */
export const createStatisticsRoutes = (deps: PublicDeps) => {
  const statistics = keepStatistics(deps);
  return new Hono<HttpEnv>().get('/statistics', async (c) => {
    c.header('cache-control', `public, max-age=${KEPT / 1000}`);
    return c.json(await statistics());
  });
};
