import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { summariseUnit, type ReportDeps } from './reports.usecases.ts';

/** Numbers for seniors: a unit's dockets by state. */
export const createSummaryRoutes = (deps: ReportDeps) =>
  new Hono<HttpEnv>().get(
    '/reports/summary',
    valid('query', z.object({ unit: z.string().max(80).optional() })),
    async (c) => c.json(await summariseUnit(deps, { actor: signedIn(c), unit: c.req.valid('query').unit })),
  );
