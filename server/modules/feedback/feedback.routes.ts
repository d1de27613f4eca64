import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { resultInput, takeInput } from './feedback.schemas.ts';
import { listFeedback, noteFeedback, takeFeedback } from './feedback.usecases.ts';

/** Citizens to telephone about closings. Mounted at `/api/v1`. */
export const createFeedbackRoutes = (deps: TicketDeps) =>
  new Hono<HttpEnv>()
    .get('/feedback', async (c) => c.json(await listFeedback(deps, signedIn(c))))
    .post('/feedback/:call/take', valid('json', takeInput), async (c) =>
      c.json(await takeFeedback(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('call') })),
    )
    .post('/feedback/:call', valid('json', resultInput), async (c) => {
      await noteFeedback(deps, { actor: signedIn(c), id: c.req.param('call'), input: c.req.valid('json') });
      return c.json({});
    });
