import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { readBoard } from './board.usecases.ts';
import { noteCalled } from './calls.usecases.ts';
import { giveCode } from './code.usecases.ts';
import { boardQuery, calledBody, codeBody, safeContactBody } from './field.schemas.ts';
import { presentRow } from './present.rules.ts';
import { setSafeContact } from './safe-contact.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';

/** What a unit works from on its telephone. Mounted at `/api/v1`. */
export const createFieldRoutes = (deps: TicketDeps) =>
  new Hono<HttpEnv>()
    .get('/board', valid('query', boardQuery), async (c) =>
      c.json(await readBoard(deps, { ...c.req.valid('query'), actor: signedIn(c) })),
    )
    .post('/tickets/:id/called', valid('json', calledBody), async (c) => {
      const done = await noteCalled(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ ticket: presentRow(deps.tree, done.ticket), undoUntil: done.undoUntil });
    })
    .post('/tickets/:id/code', valid('json', codeBody), async (c) => {
      const done = await giveCode(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ ticket: presentRow(deps.tree, done.ticket), undoUntil: done.undoUntil, code: done.code });
    })
    .post('/tickets/:id/safe-contact', valid('json', safeContactBody), async (c) => {
      const done = await setSafeContact(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({ ticket: presentRow(deps.tree, done.ticket), undoUntil: done.undoUntil });
    });
