import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { messageFor } from '../../http/messages.ts';
import { valid } from '../../http/validate.ts';
import { importContacts } from './contacts-import.usecases.ts';
import { changeContact, readContacts } from './contacts.usecases.ts';
import { contactInput, contactsImport, contactsQuery, testInput, waysInput } from './notify.schemas.ts';
import type { NotifyDeps } from './notify.types.ts';
import { changeWays, readWays, tryWay } from './settings.usecases.ts';

/** How positions are told. Mounted at `/api/admin`. */
export const createNotifyAdminRoutes = (deps: NotifyDeps) =>
  new Hono<HttpEnv>()
    .get('/notifications', async (c) => c.json(await readWays(deps, signedIn(c))))
    .put('/notifications', valid('json', waysInput), async (c) => {
      await changeWays(deps, { actor: signedIn(c), input: c.req.valid('json') });
      return c.json({});
    })
    .post('/notifications/test', valid('json', testInput), async (c) => {
      await tryWay(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({});
    })
    .get('/contacts', valid('query', contactsQuery), async (c) =>
      c.json({ contacts: await readContacts(deps, { ...c.req.valid('query'), actor: signedIn(c) }) }),
    )
    .put('/contacts/:position', valid('json', contactInput), async (c) => {
      const position = c.req.param('position');
      await changeContact(deps, { actor: signedIn(c), position, input: c.req.valid('json') });
      return c.json({});
    })
    .post('/contacts/import', valid('json', contactsImport), async (c) => {
      const report = await importContacts(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      const locale = c.get('locale');
      return c.json({
        ...report,
        errors: report.errors.map((one) => ({ ...one, message: messageFor(one.code, locale) })),
      });
    });
