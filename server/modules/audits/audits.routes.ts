import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { NotesReaders } from '../readers/readers.types.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { judgedQuery, judgementInput, lookInput, lookQuery } from './audits.schemas.ts';
import { judgeAudit, listAudits } from './audits.usecases.ts';
import { listJudged } from './judged.usecases.ts';
import { judgeLook, listLooks, undoLook } from './look.usecases.ts';

/** Closed dockets that are looked at again. Mounted at `/api/v1`. */
export const createAuditRoutes = (deps: TicketDeps & NotesReaders) =>
  new Hono<HttpEnv>()
    .get('/audits', async (c) => c.json(await listAudits(deps, signedIn(c))))
    .get('/audits/judged', valid('query', judgedQuery), async (c) =>
      c.json(await listJudged(deps, { actor: signedIn(c), before: c.req.valid('query').before ?? null })),
    )
    .get('/looks', valid('query', lookQuery), async (c) => {
      const { weight, num } = c.req.valid('query');
      const after = weight === undefined || num === undefined ? null : { weight, num };
      return c.json(await listLooks(deps, { actor: signedIn(c), after }));
    })
    .post('/looks/:id', valid('json', lookInput), async (c) =>
      c.json(await judgeLook(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/looks/:id/undo', async (c) => {
      await undoLook(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/audits/:id', valid('json', judgementInput), async (c) => {
      await judgeAudit(deps, { actor: signedIn(c), id: c.req.param('id'), input: c.req.valid('json') });
      return c.json({});
    });
