import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Queue } from '../../platform/queue/port.ts';
import { askForFit, serveModel, showModels, type AdminDeps } from './models.usecases.ts';
import { readQuality } from './quality.usecases.ts';
import { readThresholds } from './threshold.usecases.ts';

const qualityQuery = z.object({ days: z.coerce.number().int().min(1).max(400).default(30) });
const serveBody = z.object({ id: z.string().min(1).max(80).nullable() });

/** What is learnt from decisions, and how well the stages read. Mounted at `/api/admin`. */
export const createLearningRoutes = (deps: AdminDeps & { readonly queue: Pick<Queue, 'add'> }) =>
  new Hono<HttpEnv>()
    .get('/language/quality', valid('query', qualityQuery), async (c) =>
      c.json(await readQuality(deps, { actor: signedIn(c), ...c.req.valid('query') })),
    )
    .get('/language/thresholds', async (c) => c.json(await readThresholds(deps, signedIn(c))))
    .get('/language/models', async (c) => c.json({ models: await showModels(deps, signedIn(c)) }))
    .post('/language/models', async (c) => {
      await askForFit(deps, signedIn(c));
      return c.json({ asked: true }, 202);
    })
    .post('/language/serve', valid('json', serveBody), async (c) => {
      await serveModel(deps, { actor: signedIn(c), ...c.req.valid('json') });
      return c.json({ served: true });
    });
