import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { NotesReaders } from '../readers/readers.types.ts';
import { approveReport, listProposals, returnReport } from './approve.usecases.ts';
import type { Changed } from './change.usecases.ts';
import type { Offices } from './detail.usecases.ts';
import { acceptOffer, bounceTicket, listOffers, returnOffer, withdrawOffer } from './offer.usecases.ts';
import { pauseTicket, resumeTicket } from './pause.usecases.ts';
import { presentRow } from './present.rules.ts';
import { stepBodies } from './steps.schemas.ts';
import type { TicketDeps } from './tickets.types.ts';

/** Pauses, offers to other units, and closings that a senior approves. Mounted at `/api/v1`. */
export const createStepRoutes = (deps: TicketDeps & NotesReaders & { readonly offices: Offices }) => {
  const changed = ({ ticket, undoUntil }: Changed) => ({ ticket: presentRow(deps.tree, ticket), undoUntil });
  return new Hono<HttpEnv>()
    .get('/offers', async (c) => c.json(await listOffers(deps, signedIn(c))))
    .get('/approvals', async (c) => c.json(await listProposals(deps, signedIn(c))))
    .post('/tickets/:id/pause', valid('json', stepBodies.pause), async (c) =>
      c.json(changed(await pauseTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/resume', valid('json', stepBodies.plain), async (c) =>
      c.json(changed(await resumeTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/bounce', valid('json', stepBodies.bounce), async (c) =>
      c.json(changed(await bounceTicket(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/accept-offer', valid('json', stepBodies.plain), async (c) =>
      c.json(changed(await acceptOffer(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/return-offer', valid('json', stepBodies.back), async (c) =>
      c.json(changed(await returnOffer(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/withdraw-offer', valid('json', stepBodies.plain), async (c) =>
      c.json(changed(await withdrawOffer(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/approve', valid('json', stepBodies.plain), async (c) =>
      c.json(changed(await approveReport(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    )
    .post('/tickets/:id/return-report', valid('json', stepBodies.back), async (c) =>
      c.json(changed(await returnReport(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') }))),
    );
};
