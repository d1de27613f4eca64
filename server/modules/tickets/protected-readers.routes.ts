import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import {
  endProtectedReader,
  listProtectedReaders,
  nameProtectedReader,
  type NamingDeps,
} from './protected-readers.usecases.ts';

const id = z.string().min(1).max(80);

/** Naming of positions that read protected matters. Mounted at `/api/admin`. */
export const createProtectedReaderRoutes = (deps: NamingDeps) =>
  new Hono<HttpEnv>()
    .get('/protected-readers', async (c) => c.json({ readers: await listProtectedReaders(deps, signedIn(c)) }))
    .post('/protected-readers', valid('json', z.object({ position: id, unit: id })), async (c) =>
      c.json(await nameProtectedReader(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/protected-readers/:id/end', async (c) => {
      await endProtectedReader(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
