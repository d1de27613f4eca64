import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { readingBy } from '../readers/reading.rules.ts';
import type { ReaderLog } from '../readers/readers.types.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import type { InboundDeps } from '../inbound/inbound.types.ts';
import type { EvidenceDeps } from './evidence.types.ts';
import { evidenceBodies as bodies } from './evidence.schemas.ts';
import { openEvidence, readEvidenceFile } from './evidence.usecases.ts';
import { listHeldFiles } from './held-files.usecases.ts';
import { liftHold, orderHold } from './holds.usecases.ts';
import { classifyMedia } from './media-class.usecases.ts';
import { openQuarantined, removeQuarantined } from './quarantine.usecases.ts';

/** Never kept by a browser or by what stands between. */
const fileAnswer = ({ bytes, mime, name }: { bytes: Uint8Array; mime: string; name: string }): Response =>
  new Response(Buffer.from(bytes), {
    headers: {
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': mime,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });

/** What files show, who may open the worst of them, and what is kept by order. Mounted at `/api/v1`. */
export const createEvidenceRoutes = (
  deps: EvidenceDeps &
    Pick<InboundDeps, 'driver'> & { readonly tree: UnitTree; readonly readers: Pick<ReaderLog, 'note'> },
) =>
  new Hono<HttpEnv>()
    .post('/tickets/:id/media/:message/:external/class', valid('json', bodies.class), async (c) =>
      c.json(await classifyMedia(deps, { ...c.req.valid('json'), ...c.req.param(), actor: signedIn(c) })),
    )
    .post('/tickets/:id/media/:message/:external/open', valid('json', bodies.open), async (c) => {
      const file = await openQuarantined(deps, { ...c.req.valid('json'), ...c.req.param(), actor: signedIn(c) });
      deps.readers.note(readingBy(signedIn(c), { ticket: c.req.param('id'), kind: 'file' }));
      return fileAnswer(file);
    })
    .post('/tickets/:id/media/:message/:external/remove', valid('json', bodies.remove), async (c) => {
      await removeQuarantined(deps, { ...c.req.valid('json'), ...c.req.param(), actor: signedIn(c) });
      return c.json({});
    })
    .get('/quarantine', valid('query', bodies.held), async (c) =>
      c.json(await listHeldFiles(deps, { actor: signedIn(c), before: c.req.valid('query').before ?? null })),
    )
    .post('/tickets/:id/hold', valid('json', bodies.hold), async (c) =>
      c.json(await orderHold(deps, { ...c.req.valid('json'), id: c.req.param('id'), actor: signedIn(c) }), 201),
    )
    .post('/tickets/:id/hold/lift', valid('json', bodies.lift), async (c) =>
      c.json(await liftHold(deps, { ...c.req.valid('json'), id: c.req.param('id'), actor: signedIn(c) })),
    )
    .get('/tickets/:id/evidence', async (c) => {
      const record = await openEvidence(deps, { id: c.req.param('id'), actor: signedIn(c) });
      deps.readers.note(readingBy(signedIn(c), { ticket: c.req.param('id'), kind: 'evidence' }));
      return c.json(record);
    })
    .get('/tickets/:id/evidence/:message/:external', async (c) => {
      const file = await readEvidenceFile(deps, { ...c.req.param(), actor: signedIn(c) });
      deps.readers.note(readingBy(signedIn(c), { ticket: c.req.param('id'), kind: 'file' }));
      return fileAnswer(file);
    });
