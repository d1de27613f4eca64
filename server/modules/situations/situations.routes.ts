import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { editSituation } from './edit.usecases.ts';
import { listSituations, readRunning, readSituation } from './situations-page.usecases.ts';
import { situationBodies } from './situations.schemas.ts';
import { declareSituation, endSituation, resumeSituation } from './situations.usecases.ts';
import { staffSituation } from './staffing.usecases.ts';
import type { StaffingDeps } from './situations.types.ts';

/** Situations for officers: what runs in their chain, declaring, ending. */
export const createSituationRoutes = (deps: StaffingDeps) =>
  new Hono<HttpEnv>()
    .get('/situations', async (c) => c.json(await listSituations(deps, signedIn(c))))
    .get('/situations/running', async (c) => c.json({ running: await readRunning(deps, signedIn(c)) }))
    .post('/situations', valid('json', situationBodies.declare), async (c) =>
      c.json(await declareSituation(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .get('/situations/:id', async (c) =>
      c.json(await readSituation(deps, { actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/situations/:id/edit', valid('json', situationBodies.edit), async (c) =>
      c.json(await editSituation(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/situations/:id/duty', valid('json', situationBodies.staff), async (c) =>
      c.json(await staffSituation(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }), 201),
    )
    .post('/situations/:id/end', valid('json', situationBodies.change), async (c) =>
      c.json(await endSituation(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/situations/:id/resume', valid('json', situationBodies.change), async (c) => {
      await resumeSituation(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
