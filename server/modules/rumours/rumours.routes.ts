import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { carryRumour, uncarryRumour } from './carried.usecases.ts';
import { rumourBodies, rumourQuery } from './rumours.schemas.ts';
import { listRumours, noteRumour, stepRumour } from './rumours.usecases.ts';
import type { RumourDeps } from './rumours.types.ts';

/** The rumour register for officers, and what a ticket has to do with it. */
export const createRumourRoutes = (deps: RumourDeps) =>
  new Hono<HttpEnv>()
    .get('/rumours', valid('query', rumourQuery), async (c) =>
      c.json({ rumours: await listRumours(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .post('/rumours', valid('json', rumourBodies.note), async (c) =>
      c.json(await noteRumour(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/rumours/:id/step', valid('json', rumourBodies.step), async (c) =>
      c.json(await stepRumour(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/tickets/:id/rumour', valid('json', rumourBodies.carry), async (c) =>
      c.json(await carryRumour(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/tickets/:id/rumour-off', valid('json', rumourBodies.uncarry), async (c) => {
      await uncarryRumour(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
