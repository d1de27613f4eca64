import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { acceptInput, endInput, offerInput, successorsQuery } from './charge.schemas.ts';
import { DEVICE_COOKIE } from './device-session.usecases.ts';
import {
  acceptCharge,
  endOffer,
  findSuccessors,
  offerCharge,
  readCharge,
  type HandoverDeps,
} from './handover.usecases.ts';

/** Handing over the charge of a station. Mounted at `/api/v1`. */
export const createChargeRoutes = (deps: HandoverDeps) =>
  new Hono<HttpEnv>()
    .get('/charge', async (c) =>
      c.json(await readCharge(deps, { actor: signedIn(c), token: getCookie(c, DEVICE_COOKIE) })),
    )
    .get('/charge/officers', valid('query', successorsQuery), async (c) =>
      c.json({ officers: await findSuccessors(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .post('/charge', valid('json', offerInput), async (c) =>
      c.json(await offerCharge(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    )
    .post('/charge/:id/accept', valid('json', acceptInput), async (c) => {
      const input = { ...c.req.valid('json'), id: c.req.param('id'), token: getCookie(c, DEVICE_COOKIE) };
      await acceptCharge(deps, { ...input, actor: signedIn(c) });
      return c.json({});
    })
    .post('/charge/:id/end', valid('json', endInput), async (c) => {
      await endOffer(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
