import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { readBoard, type BoardDeps } from './board.usecases.ts';
import { defineMeasures } from './measures.rules.ts';
import { boardQuery } from './reports.schemas.ts';
import { summariseUnit, type ReportDeps } from './reports.usecases.ts';

/** Figures for seniors. Mounted at `/api/v1`. */
export const createReportRoutes = (deps: ReportDeps & BoardDeps) =>
  new Hono<HttpEnv>()
    .get('/reports/summary', valid('query', z.object({ unit: z.string().max(80).optional() })), async (c) =>
      c.json(await summariseUnit(deps, { actor: signedIn(c), unit: c.req.valid('query').unit })),
    )
    .get('/reports/board', valid('query', boardQuery), async (c) =>
      c.json(await readBoard(deps, { actor: signedIn(c), query: c.req.valid('query') })),
    )
    .get('/reports/measures', (c) => c.json({ measures: defineMeasures(c.get('locale')) }));
