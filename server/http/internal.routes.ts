import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { fail } from '../platform/errors.ts';
import { readOrMakeKey } from '../platform/keys.ts';
import { hasBacklog } from '../modules/inbound/backlog.usecases.ts';
import { ensureReplayAccount, replayLines, summarise } from '../modules/inbound/replay.usecases.ts';
import type { HttpEnv } from './env.ts';
import { valid } from './validate.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const linesBody = z.object({ account: z.string().max(80), lines: z.string().max(4_000_000) });
const summaryBody = z.object({ envelopes: z.array(z.string().max(80)).max(100_000) });

/** For our own command line on this machine, which proves itself by the key in DATA_DIR. */
export const createInternalRoutes = (deps: Deps & { readonly wakeIntake: () => void }) => {
  const key = digest(readOrMakeKey(deps.config.dataDir, 'internal'));
  return new Hono<HttpEnv>()
    .use(async (c, next) => {
      if (!timingSafeEqual(digest(c.req.header('x-pukaar-key') ?? ''), key))
        fail({ code: 'http.not_found', kind: 'not-found' });
      await next();
    })
    .post('/replay', valid('json', linesBody), async (c) => {
      const { account: handle, lines } = c.req.valid('json');
      const account = await ensureReplayAccount(deps, handle);
      const result = await replayLines(deps, { account, lines });
      deps.wakeIntake();
      return c.json(result);
    })
    .get('/idle', async (c) => c.json({ idle: !(await hasBacklog(deps.db.read)) }))
    .post('/replay/summary', valid('json', summaryBody), async (c) =>
      c.json(await summarise(deps.db.read, c.req.valid('json').envelopes)),
    );
};
