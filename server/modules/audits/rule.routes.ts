import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { closingRuleInput } from './audits.schemas.ts';
import { readClosingRule, setClosingRule } from './rule.usecases.ts';

/** Which closings others look at again, for administrators. Mounted at `/api/admin`. */
export const createClosingRuleRoutes = (deps: TicketDeps) =>
  new Hono<HttpEnv>()
    .get('/closing-rule', async (c) => c.json(await readClosingRule(deps, signedIn(c))))
    .post('/closing-rule', valid('json', closingRuleInput), async (c) =>
      c.json(await setClosingRule(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    );
