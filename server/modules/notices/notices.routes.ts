import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { commend, readPraise, withdrawPraise } from './commendations.usecases.ts';
import { commendInput, searchQuery, seenInput } from './notices.schemas.ts';
import type { NoticeDeps } from './notices.types.ts';
import { findNameable, readForMe, readThanks, seeNotices } from './notices.usecases.ts';

/** What is meant for one officer, and how it comes to him. Mounted at `/api/v1`. */
export const createNoticeRoutes = (deps: NoticeDeps) =>
  new Hono<HttpEnv>()
    .get('/for-me', async (c) => c.json(await readForMe(deps, signedIn(c))))
    .post('/for-me/seen', valid('json', seenInput), async (c) => {
      await seeNotices(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({});
    })
    .get('/thanks', async (c) => c.json({ thanks: await readThanks(deps, signedIn(c)) }))
    .get('/tickets/:id/colleagues', valid('query', searchQuery), async (c) =>
      c.json({
        officers: await findNameable(deps, { ...c.req.valid('query'), actor: signedIn(c), id: c.req.param('id') }),
      }),
    )
    .get('/tickets/:id/commendations', valid('query', searchQuery), async (c) =>
      c.json(await readPraise(deps, { ...c.req.valid('query'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/tickets/:id/commend', valid('json', commendInput), async (c) =>
      c.json(await commend(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }), 201),
    )
    .post('/commendations/:id/withdraw', async (c) => {
      await withdrawPraise(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
