import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { listSends, settleSend, type AdminDeps, type RelayDeps } from './relay.usecases.ts';
import { SEND_ANSWERS } from './troubles.repository.ts';
import { listTroubles, settleTrouble } from './troubles.usecases.ts';

const stateQuery = z.object({
  state: z
    .enum(['waiting', 'sending', 'settling', 'sent', 'failed', 'unknown', 'cancelled', 'held'])
    .default('unknown'),
});

/** Sends of any state, for the administrator of the system. */
export const createReplyAdminRoutes = (deps: AdminDeps) =>
  new Hono<HttpEnv>()
    .get('/outbox', valid('query', stateQuery), async (c) =>
      c.json({ sends: await listSends(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .post('/outbox/:id/settle', valid('json', z.object({ sent: z.boolean() })), async (c) => {
      await settleSend(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ settled: true });
    });

/** Sends in trouble, for those who answer on their tickets. */
export const createSendRoutes = (deps: RelayDeps) =>
  new Hono<HttpEnv>()
    .get('/sends', async (c) => c.json(await listTroubles(deps, signedIn(c))))
    .post('/sends/:id/settle', valid('json', z.object({ answer: z.enum(SEND_ANSWERS) })), async (c) => {
      await settleTrouble(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ settled: true });
    });
