import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Reach } from '../officers/scope.rules.ts';
import { eraseOnRequest, previewErasure } from './request.usecases.ts';
import { retentionBodies as bodies } from './retention.schemas.ts';
import { readRetention, setTerms, tryTerms } from './retention.usecases.ts';
import type { RetentionDeps } from './retention.types.ts';

/** How long what was said is kept, and erasure on request. Mounted at `/api/admin`. */
export const createRetentionRoutes = (deps: RetentionDeps & { readonly tree: Reach }) =>
  new Hono<HttpEnv>()
    .get('/retention', async (c) => c.json(await readRetention(deps, signedIn(c))))
    .post('/retention/preview', valid('json', bodies.try), async (c) =>
      c.json(await tryTerms(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/retention', valid('json', bodies.set), async (c) =>
      c.json(await setTerms(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/erasures/preview', valid('json', bodies.preview), async (c) =>
      c.json(await previewErasure(deps, { actor: signedIn(c), typed: c.req.valid('json').for })),
    )
    .post('/erasures', valid('json', bodies.erase), async (c) =>
      c.json(await eraseOnRequest(deps, { ...c.req.valid('json'), actor: signedIn(c) }), 201),
    );
