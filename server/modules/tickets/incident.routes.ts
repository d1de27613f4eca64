import { Hono, type Context } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { messageFor } from '../../http/messages.ts';
import { valid } from '../../http/validate.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { Offices } from './detail.usecases.ts';
import { readIncidentPage, type Atlas } from './incident-page.usecases.ts';
import { closeIncident, previewIncidentClose } from './incident-report.usecases.ts';
import { closeIncidentBody, timelineQuery } from './incident.schemas.ts';
import { readTimeline } from './incident-timeline.usecases.ts';
import { presentRow } from './present.rules.ts';
import type { TicketDeps } from './tickets.types.ts';

type Deps = TicketDeps & { readonly offices: Offices; readonly atlas: Atlas };

/** Why one docket stays as it is, in the reader's language; with whom it is, where that is the reason. */
const why = (c: Context<HttpEnv>, { code, detail }: DomainError) => ({
  code,
  message: messageFor(code, c.get('locale') ?? 'en'),
  unit: detail?.unit ?? null,
});

/** What happened, told by many: read as one, answered as one. */
export const createIncidentRoutes = (deps: Deps) =>
  new Hono<HttpEnv>()
    .get('/incidents/:id', async (c) =>
      c.json(await readIncidentPage(deps, { actor: signedIn(c), id: c.req.param('id') })),
    )
    .get('/incidents/:id/timeline', valid('query', timelineQuery), async (c) => {
      const { before = null } = c.req.valid('query');
      return c.json(await readTimeline(deps, { actor: signedIn(c), id: c.req.param('id'), before }));
    })
    .post('/incidents/:id/close/preview', valid('json', closeIncidentBody), async (c) => {
      const { tickets: chosen, ...report } = c.req.valid('json');
      const results = await previewIncidentClose(deps, {
        ...{ actor: signedIn(c), id: c.req.param('id') },
        ...{ chosen, report },
      });
      return c.json({
        results: results.map((one) => ({ id: one.id, refused: 'done' in one ? null : why(c, one.refused) })),
      });
    })
    .post('/incidents/:id/close', valid('json', closeIncidentBody), async (c) => {
      const { tickets: chosen, ...report } = c.req.valid('json');
      const results = await closeIncident(deps, {
        ...{ actor: signedIn(c), id: c.req.param('id') },
        ...{ chosen, report },
      });
      return c.json({
        results: results.map((one) =>
          'done' in one
            ? {
                ...{ id: one.id, refused: null, undoUntil: one.done.undoUntil },
                ticket: presentRow(deps.tree, one.done.ticket),
              }
            : { id: one.id, refused: why(c, one.refused) },
        ),
      });
    });
