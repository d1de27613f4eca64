import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { readCalendars, removeCalendar, setCalendar } from './calendar.usecases.ts';
import { deadlineBodies } from './deadlines.schemas.ts';
import { readDeadlines, setDeadlines, tryDeadlines } from './deadlines.usecases.ts';

/** Within what time things are done and on which days, for administrators. Mounted at `/api/admin`. */
export const createDeadlineRoutes = (deps: TicketDeps) =>
  new Hono<HttpEnv>()
    .get('/deadlines', async (c) => c.json(await readDeadlines(deps, signedIn(c))))
    .post('/deadlines/try', valid('json', deadlineBodies.try), (c) =>
      c.json(tryDeadlines({ ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/deadlines', valid('json', deadlineBodies.set), async (c) =>
      c.json(await setDeadlines(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .get('/calendars', async (c) => c.json(await readCalendars(deps, signedIn(c))))
    .post('/calendars', valid('json', deadlineBodies.calendar), async (c) =>
      c.json(await setCalendar(deps, { ...c.req.valid('json'), actor: signedIn(c) })),
    )
    .post('/calendars/remove', valid('json', deadlineBodies.dropCalendar), async (c) => {
      await removeCalendar(deps, { ...c.req.valid('json'), actor: signedIn(c) });
      return c.json({});
    });
