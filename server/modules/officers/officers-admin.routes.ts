import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { createApiKey, findApiKeys, revokeApiKey } from './api-keys.usecases.ts';
import { createApiKeyInput, createOfficerInput, listOfficersQuery } from './officers.schemas.ts';
import type { OfficerDeps } from './officers.types.ts';
import {
  createOfficer,
  disableOfficer,
  enableOfficer,
  findOfficers,
  resetOfficerPassword,
  revokeOfficerSessions,
} from './officers.usecases.ts';

/** Administration of officers and API keys. Mounted at `/api/admin`. */
export function createOfficerAdminRoutes(deps: OfficerDeps) {
  return new Hono<HttpEnv>()
    .get('/officers', valid('query', listOfficersQuery), async (context) =>
      context.json(await findOfficers({ deps, actor: context.get('actor'), input: context.req.valid('query') })),
    )
    .post('/officers', valid('json', createOfficerInput), async (context) =>
      context.json(await createOfficer({ deps, actor: context.get('actor'), input: context.req.valid('json') }), 201),
    )
    .post('/officers/:id/disable', async (context) =>
      context.json({
        officer: await disableOfficer({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } }),
      }),
    )
    .post('/officers/:id/enable', async (context) =>
      context.json({
        officer: await enableOfficer({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } }),
      }),
    )
    .post('/officers/:id/reset-password', async (context) =>
      context.json(
        await resetOfficerPassword({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } }),
      ),
    )
    .post('/officers/:id/revoke-sessions', async (context) =>
      context.json({
        officer: await revokeOfficerSessions({
          deps,
          actor: context.get('actor'),
          input: { id: context.req.param('id') },
        }),
      }),
    )
    .get('/api-keys', async (context) =>
      context.json({ apiKeys: await findApiKeys({ deps, actor: context.get('actor') }) }),
    )
    .post('/api-keys', valid('json', createApiKeyInput), async (context) =>
      context.json(await createApiKey({ deps, actor: context.get('actor'), input: context.req.valid('json') }), 201),
    )
    .post('/api-keys/:id/revoke', async (context) =>
      context.json({
        apiKey: await revokeApiKey({ deps, actor: context.get('actor'), input: { id: context.req.param('id') } }),
      }),
    );
}
