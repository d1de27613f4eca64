import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Offices } from './detail.usecases.ts';
import { readDueToday } from './due-today.usecases.ts';
import { answerClimb, listClimbed, readClimbed } from './escalation-answer.usecases.ts';
import { climbAnswer } from './escalation.schemas.ts';
import type { TicketDeps } from './tickets.types.ts';

/** Deadlines that climbed to an officer, and those that end today. Mounted at `/api/v1`. */
export const createEscalationRoutes = (deps: TicketDeps & { readonly offices: Offices }) =>
  new Hono<HttpEnv>()
    .get('/climbed', async (c) => c.json(await listClimbed(deps, signedIn(c))))
    .get('/due-today', async (c) => c.json(await readDueToday(deps, signedIn(c))))
    .get('/tickets/:id/climbed', async (c) =>
      c.json(await readClimbed(deps, { actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/tickets/:id/climbed', valid('json', climbAnswer), async (c) => {
      await answerClimb(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
