import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { countSends, releaseFence } from '../modules/replies/relay.usecases.ts';
import { requireReach } from '../modules/officers/scope.rules.ts';
import { fail } from '../platform/errors.ts';
import { readSetting } from '../platform/settings/settings.repository.ts';
import { QUEUES } from '../queues.ts';
import { signedIn } from './actor.ts';
import type { HttpEnv } from './env.ts';

/** How the machinery stands, for administrators. */
export const createSystemRoutes = (deps: Deps) =>
  new Hono<HttpEnv>()
    .get('/system', async (c) => {
      requireReach({ actor: signedIn(c), capability: 'admin.system', tree: deps.tree, unit: null });
      const queues = await Promise.all(QUEUES.map(async (queue) => ({ queue, ...(await deps.queue.depth(queue)) })));
      const dead = (await Promise.all(QUEUES.map((queue) => deps.queue.dead(queue, 50)))).flat();
      const fence = await readSetting(deps.db.read, 'fence');
      const [waiting, unknown, failed] = [
        await countSends(deps, 'waiting'),
        await countSends(deps, 'unknown'),
        await countSends(deps, 'failed'),
      ];
      return c.json({
        queues,
        dead,
        outboxHeld: fence !== null,
        outbox: { waiting, unknown, failed },
        events: await deps.events.head(),
        demo: deps.config.demo,
      });
    })
    .post('/system/dead/:id/redrive', async (c) => {
      requireReach({ actor: signedIn(c), capability: 'admin.system', tree: deps.tree, unit: null });
      if (!(await deps.queue.redrive(c.req.param('id')))) fail({ code: 'http.not_found', kind: 'not-found' });
      return c.json({ redriven: true });
    })
    .post('/system/release-fence', async (c) => {
      await releaseFence(deps, signedIn(c));
      return c.json({ released: true });
    });
