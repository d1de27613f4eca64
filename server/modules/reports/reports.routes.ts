import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { EventLog } from '../../platform/events/port.ts';
import { readBoard, type BoardDeps } from './board.usecases.ts';
import { exportBoard, type TakenAway } from './export.usecases.ts';
import { defineMeasures } from './measures.rules.ts';
import { boardQuery, exportQuery } from './reports.schemas.ts';
import { summariseUnit, type ReportDeps } from './reports.usecases.ts';

const fileAnswer = ({ name, mime, bytes }: TakenAway): Response =>
  new Response(Buffer.from(bytes), {
    headers: {
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-type': mime,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });

/** Figures for seniors. Mounted at `/api/v1`. */
export const createReportRoutes = (deps: ReportDeps & BoardDeps & { readonly events: Pick<EventLog, 'append'> }) =>
  new Hono<HttpEnv>()
    .get('/reports/summary', valid('query', z.object({ unit: z.string().max(80).optional() })), async (c) =>
      c.json(await summariseUnit(deps, { actor: signedIn(c), unit: c.req.valid('query').unit })),
    )
    .get('/reports/board', valid('query', boardQuery), async (c) =>
      c.json(await readBoard(deps, { actor: signedIn(c), query: c.req.valid('query') })),
    )
    .get('/reports/board/export', valid('query', exportQuery), async (c) => {
      const { format, ...query } = c.req.valid('query');
      return fileAnswer(await exportBoard(deps, { actor: signedIn(c), query, format, locale: c.get('locale') }));
    })
    .get('/reports/measures', (c) => c.json({ measures: defineMeasures(c.get('locale')) }));
