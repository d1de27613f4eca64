import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { readRule, setRule, tryRule } from './rule.usecases.ts';
import type { SpreadDeps } from './spread.types.ts';
import { ruleBodies } from './velocity.schemas.ts';

/** From when on something spreads fast, for administrators. Mounted at `/api/admin`. */
export const createSpreadRuleRoutes = (deps: SpreadDeps) =>
  new Hono<HttpEnv>()
    .get('/spread-rule', async (c) => c.json(await readRule(deps, signedIn(c))))
    .post('/spread-rule/try', valid('json', ruleBodies.try), async (c) =>
      c.json(await tryRule(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/spread-rule', valid('json', ruleBodies.set), async (c) =>
      c.json(await setRule(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    );
