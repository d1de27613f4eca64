import { Hono } from 'hono';
import type { z } from 'zod';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { valid } from '../../http/validate.ts';
import type { Actor } from '../officers/actor.types.ts';
import { liftLock, listHeld, setLock, settleHeld } from './lock.usecases.ts';
import { readPanel } from './panel.usecases.ts';
import { spreadBodies } from './spread.schemas.ts';
import type { SpreadDeps } from './spread.types.ts';
import { sendStatement, unsendStatement } from './statement-send.usecases.ts';
import { askApproval, decideStatement, listAsked, withdrawStatement, writeStatement } from './statement.usecases.ts';
import { acknowledgeSpread, listSpreads } from './velocity.usecases.ts';

type StatementBody = z.infer<typeof spreadBodies.statement>;

async function stepOn(deps: SpreadDeps, { actor, id, body }: { actor: Actor; id: string; body: StatementBody }) {
  switch (body.step) {
    case 'write': {
      const texts = Object.fromEntries(Object.entries(body.texts).filter(([, text]) => text !== ''));
      return writeStatement(deps, { ...body, texts, actor, id });
    }
    case 'ask':
      await askApproval(deps, { ...body, actor, id });
      break;
    case 'approve':
      await decideStatement(deps, { ...body, step: 'approve', actor, id });
      break;
    case 'return':
      await decideStatement(deps, { ...body, actor, id });
      break;
    case 'send':
      await sendStatement(deps, { ...body, actor, id });
      break;
    case 'undo':
      await unsendStatement(deps, { ...body, actor, id });
      break;
    case 'withdraw':
      await withdrawStatement(deps, { ...body, actor, id });
      break;
  }
  return { id: body.statement };
}

/** What goes viral, for the desk and those above it. */
export const createSpreadRoutes = (deps: SpreadDeps) =>
  new Hono<HttpEnv>()
    .get('/spreads', async (c) => {
      const actor = signedIn(c);
      const spreads = await listSpreads(deps, actor);
      return c.json({ spreads, held: await listHeld(deps, { actor }), asked: await listAsked(deps, actor) });
    })
    .get('/tickets/:id/spread', async (c) =>
      c.json(await readPanel(deps, { actor: signedIn(c), id: c.req.param('id') })),
    )
    .post('/tickets/:id/spread-seen', async (c) => {
      await acknowledgeSpread(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets/:id/voice-lock', valid('json', spreadBodies.lock), async (c) => {
      await setLock(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets/:id/voice-unlock', valid('json', spreadBodies.unlock), async (c) => {
      await liftLock(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets/:id/held', valid('json', spreadBodies.held), async (c) => {
      await settleHeld(deps, { ...c.req.valid('json'), actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    })
    .post('/tickets/:id/statement', valid('json', spreadBodies.statement), async (c) =>
      c.json(await stepOn(deps, { actor: signedIn(c), id: c.req.param('id'), body: c.req.valid('json') })),
    );
