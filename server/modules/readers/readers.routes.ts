import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { lookUpQuery } from './readers.schemas.ts';
import type { ReaderDeps } from './readers.types.ts';
import { listReaders, lookUpReaders } from './readers.usecases.ts';

/** Who read a ticket. Mounted at `/api/v1`. */
export const createReaderRoutes = (deps: ReaderDeps) =>
  new Hono<HttpEnv>().get('/tickets/:id/readers', async (c) =>
    c.json(await listReaders(deps, { actor: signedIn(c), id: c.req.param('id') })),
  );

/** The log by officer or docket, for administrators. Mounted at `/api/admin`. */
export const createReaderAdminRoutes = (deps: ReaderDeps) =>
  new Hono<HttpEnv>().get('/readers', valid('query', lookUpQuery), async (c) => {
    const { before = null, ...query } = c.req.valid('query');
    return c.json(await lookUpReaders(deps, { ...query, actor: signedIn(c), before }));
  });
