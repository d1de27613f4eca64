import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { presentRow } from '../tickets/present.rules.ts';
import { noteTelephoned, readCalls } from './calls.usecases.ts';
import { addDevice, removeDevice } from './devices.usecases.ts';
import { callInput, deviceInput, deviceRemoval, proposalInput, proposeInput } from './notify.schemas.ts';
import type { LinkDeps } from './link.usecases.ts';
import { proposeClosure } from './propose.usecases.ts';
import { openTold, readTold, setProposalAside } from './told.usecases.ts';

/** What officers see and do of notifications. Mounted at `/api/v1`. */
export const createNotifyRoutes = (deps: LinkDeps) =>
  new Hono<HttpEnv>()
    .get('/tickets/:id/told', async (c) => c.json(await readTold(deps, { actor: signedIn(c), id: c.req.param('id') })))
    .post('/tickets/:id/opened', async (c) => {
      await openTold(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets/:id/proposal', valid('json', proposalInput), async (c) => {
      const { proposal } = c.req.valid('json');
      await setProposalAside(deps, { actor: signedIn(c), id: c.req.param('id'), proposal });
      return c.json({});
    })
    .post('/tickets/:id/propose', valid('json', proposeInput), async (c) => {
      const input = { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') };
      const { ticket, undoUntil } = await proposeClosure(deps, input);
      return c.json({ ticket: presentRow(deps.tree, ticket), undoUntil });
    })
    .get('/calls', async (c) => c.json({ calls: await readCalls(deps, signedIn(c)) }))
    .post('/calls/:position', valid('json', callInput), async (c) => {
      await noteTelephoned(deps, { ...c.req.valid('json'), actor: signedIn(c), position: c.req.param('position') });
      return c.json({});
    })
    .get('/devices', (c) => {
      signedIn(c);
      return c.json({ key: deps.notify.pushKey });
    })
    .post('/devices', valid('json', deviceInput), async (c) => {
      await addDevice(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({});
    })
    .post('/devices/remove', valid('json', deviceRemoval), async (c) => {
      await removeDevice(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({});
    });
