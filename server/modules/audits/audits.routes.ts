import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { judgementInput } from './audits.schemas.ts';
import { judgeAudit, listAudits } from './audits.usecases.ts';

/** Closed dockets that were drawn by lot. Mounted at `/api/v1`. */
export const createAuditRoutes = (deps: TicketDeps) =>
  new Hono<HttpEnv>()
    .get('/audits', async (c) => c.json(await listAudits(deps, signedIn(c))))
    .post('/audits/:id', valid('json', judgementInput), async (c) => {
      await judgeAudit(deps, { actor: signedIn(c), id: c.req.param('id'), input: c.req.valid('json') });
      return c.json({});
    });
