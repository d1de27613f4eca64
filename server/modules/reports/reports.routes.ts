import { Hono } from 'hono';
import { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Sessions } from '../officers/officers.types.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { readBoard, type BoardDeps } from './board.usecases.ts';
import { exportBoard, type TakenAway } from './export.usecases.ts';
import { defineMeasures } from './measures.rules.ts';
import { boardQuery, exportQuery, ticketExportQuery } from './reports.schemas.ts';
import { exportTickets, type Streamed } from './ticket-export.usecases.ts';
import { summariseUnit, type ReportDeps } from './reports.usecases.ts';

const DAY = 86_400_000;

const headersOf = ({ name, mime }: { name: string; mime: string }): Record<string, string> => ({
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-type': mime,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});

const streamAnswer = (file: Streamed): Response =>
  new Response(ReadableStream.from(file.bytes) as ReadableStream<Uint8Array>, { headers: headersOf(file) });

const fileAnswer = ({ bytes, ...file }: TakenAway): Response =>
  new Response(Buffer.from(bytes), { headers: headersOf(file) });

interface RenewDeps {
  readonly sessions: Pick<Sessions, 'resolve'>;
}

/** Figures for seniors. Mounted at `/api/v1`. */
export const createReportRoutes = (deps: ReportDeps & BoardDeps & TicketDeps & RenewDeps) =>
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
    .get('/reports/tickets', valid('query', ticketExportQuery), async (c) => {
      const { format, state, overdue, until, ...filter } = c.req.valid('query');
      const asked = {
        ...{ ...filter, states: state, until: until === undefined ? undefined : until + DAY },
        overdueAt: overdue ? deps.clock.now() : undefined,
      };
      const { headers } = c.req.raw;
      const renew = async () => (await deps.sessions.resolve(headers)).identity?.actor ?? null;
      return streamAnswer(
        await exportTickets(deps, { actor: signedIn(c), filter: asked, format, locale: c.get('locale'), renew }),
      );
    })
    .get('/reports/measures', (c) => c.json({ measures: defineMeasures(c.get('locale')) }));
