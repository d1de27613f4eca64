import { Hono } from 'hono';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import { readMails, setMail } from './mail.usecases.ts';
import { mailInput, pageQuery } from './morning.schemas.ts';
import type { MorningDeps } from './morning.types.ts';
import { printMorning } from './morning.usecases.ts';

/** The page for the morning meeting, and who gets it by mail. Mounted at `/api/v1`. */
export const createMorningRoutes = (deps: MorningDeps) =>
  new Hono<HttpEnv>()
    .get('/morning', async (c) => c.json(await readMails(deps, signedIn(c))))
    .get('/morning/page', valid('query', pageQuery), async (c) => {
      const { unit, language } = c.req.valid('query');
      const locale = language ?? c.get('locale');
      const { name, bytes } = await printMorning(deps, { actor: signedIn(c), unit, locale });
      return new Response(Buffer.from(bytes), {
        headers: {
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
          'content-type': 'application/pdf',
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
        },
      });
    })
    .post('/morning/:position', valid('json', mailInput), async (c) =>
      c.json(
        await setMail(deps, { actor: signedIn(c), position: c.req.param('position'), input: c.req.valid('json') }),
      ),
    );
