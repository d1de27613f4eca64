import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { addInput, copyInput, dutiesInput, officersQuery, rosterQuery } from './roster.schemas.ts';
import type { RosterDeps } from './roster.types.ts';
import { addDuties, copyWeek, findForRoster, readRoster, removeDuties, restoreDuties } from './roster.usecases.ts';

/** Who is on duty. Mounted at `/api/v1`. */
export const createRosterRoutes = (deps: RosterDeps) =>
  new Hono<HttpEnv>()
    .get('/roster', valid('query', rosterQuery), async (c) =>
      c.json(await readRoster(deps, { ...c.req.valid('query'), actor: signedIn(c) })),
    )
    .get('/roster/officers', valid('query', officersQuery), (c) =>
      c.json({ officers: findForRoster(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .post('/roster', valid('json', addInput), async (c) =>
      c.json(await addDuties(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/roster/copy', valid('json', copyInput), async (c) =>
      c.json(await copyWeek(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/roster/remove', valid('json', dutiesInput), async (c) =>
      c.json(await removeDuties(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/roster/restore', valid('json', dutiesInput), async (c) =>
      c.json(await restoreDuties(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    );
