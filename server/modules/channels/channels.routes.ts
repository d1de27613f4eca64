import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import {
  createAccountSchema,
  importSchema,
  setStatusSchema,
  setThresholdSchema,
  setTrainingSchema,
  updateAccountSchema,
  usageQuerySchema,
} from './channels.schemas.ts';
import {
  createAccount,
  listAccounts,
  readUsage,
  setAccountStatus,
  setThreshold,
  setTraining,
  updateAccount,
  type AdminDeps,
} from './channels.usecases.ts';
import { importMessages } from './import.usecases.ts';

/** Accounts on channels, what they cost, and messages brought in by hand. Mounted at `/api/admin`. */
export function createChannelRoutes(deps: AdminDeps & { readonly onStored?: () => void }) {
  return new Hono<HttpEnv>()
    .get('/channels', async (context) =>
      context.json({ accounts: await listAccounts(deps, { actor: signedIn(context) }) }),
    )
    .post('/channels', valid('json', createAccountSchema), async (context) => {
      const input = context.req.valid('json');
      return context.json(await createAccount(deps, { actor: signedIn(context), input }), 201);
    })
    .get('/channels/usage', valid('query', usageQuerySchema), async (context) => {
      const { days } = context.req.valid('query');
      return context.json({ usage: await readUsage(deps, { actor: signedIn(context), days }) });
    })
    .patch('/channels/:id', valid('json', updateAccountSchema), async (context) => {
      const input = context.req.valid('json');
      return context.json(await updateAccount(deps, { actor: signedIn(context), id: context.req.param('id'), input }));
    })
    .post('/channels/:id/status', valid('json', setStatusSchema), async (context) => {
      const input = context.req.valid('json');
      return context.json(
        await setAccountStatus(deps, { actor: signedIn(context), id: context.req.param('id'), input }),
      );
    })
    .post('/channels/:id/training', valid('json', setTrainingSchema), async (context) => {
      const input = context.req.valid('json');
      return context.json(await setTraining(deps, { actor: signedIn(context), id: context.req.param('id'), input }));
    })
    .post('/channels/:id/threshold', valid('json', setThresholdSchema), async (context) => {
      const input = context.req.valid('json');
      return context.json(await setThreshold(deps, { actor: signedIn(context), id: context.req.param('id'), input }));
    })
    .post('/channels/:id/import', valid('json', importSchema), async (context) => {
      const input = context.req.valid('json');
      const stored = await importMessages(deps, { actor: signedIn(context), id: context.req.param('id'), input });
      deps.onStored?.();
      return context.json(stored, 202);
    });
}
