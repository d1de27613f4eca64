import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Db } from '../../schema.ts';
import { listPublished } from './public-rumours.usecases.ts';
import { publicQuery } from './rumours.schemas.ts';

/** The register as everybody may read it, by people and by machines. */
export const createPublicRumourRoutes = (deps: { readonly db: Db }) =>
  new Hono<HttpEnv>().get('/rumours', valid('query', publicQuery), async (c) => {
    const { q, before = null } = c.req.valid('query');
    return c.json(await listPublished(deps, { q, before }));
  });
