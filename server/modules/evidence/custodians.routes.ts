import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import { endCustody, listCustodians, nameCustodian } from './custodians.usecases.ts';
import type { EvidenceDeps } from './evidence.types.ts';
import { evidenceBodies as bodies } from './evidence.schemas.ts';

/** Naming of custodians. Mounted at `/api/admin`. */
export const createCustodianRoutes = (deps: EvidenceDeps & { readonly tree: UnitTree }) =>
  new Hono<HttpEnv>()
    .get('/custodians', async (c) => c.json({ custodians: await listCustodians(deps, c.get('actor')) }))
    .post('/custodians', valid('json', bodies.custodian), async (c) =>
      c.json(await nameCustodian(deps, { ...c.req.valid('json'), actor: c.get('actor') }), 201),
    )
    .post('/custodians/:id/end', async (c) => {
      await endCustody(deps, { actor: c.get('actor'), id: c.req.param('id') });
      return c.json({});
    });
