import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { valid } from '../../http/validate.ts';
import { beginPublicTry } from '../officers/throttle.usecases.ts';
import { SAID, VERDICT_REASONS } from './verdict.rules.ts';
import { claimDocket, enterCode, giveVerdict, readOwn, trackDocket } from './tracking.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';

const verdict = z.object({
  said: z.enum(SAID),
  reason: z.enum(VERDICT_REASONS).optional(),
  words: z.string().max(1000).optional(),
});

const COOKIE = 'pukaar_claim';

function remember(
  c: Context<HttpEnv>,
  { token, expiresAt, secure }: { token: string; expiresAt: number; secure: boolean },
): void {
  setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure, expires: new Date(expiresAt) });
}

/** What citizens may ask without an account. */
export const createTrackingRoutes = (
  deps: TicketDeps & { readonly secureCookies: boolean; readonly config: { secret: string; publicUrl: string | null } },
) =>
  new Hono<HttpEnv>()
    .get('/track/:docket', async (c) => c.json(await trackDocket(deps, c.req.param('docket'))))
    .post('/track/:docket/claim', async (c) => {
      await beginPublicTry(deps, { kind: 'claim', address: addressOf(c, deps.config) });
      const { word, token, expiresAt } = await claimDocket(deps, c.req.param('docket'));
      remember(c, { token, expiresAt, secure: deps.secureCookies });
      return c.json({ word, expiresAt });
    })
    .post('/track/:docket/code', valid('json', z.object({ code: z.string().min(1).max(40) })), async (c) => {
      const tried = await beginPublicTry(deps, { kind: 'code', address: addressOf(c, deps.config) });
      const { token, expiresAt } = await enterCode(deps, {
        typed: c.req.param('docket'),
        code: c.req.valid('json').code,
      });
      await tried.withdrawn();
      remember(c, { token, expiresAt, secure: deps.secureCookies });
      return c.json({ expiresAt });
    })
    .post('/track/:docket/verdict', valid('json', verdict), async (c) => {
      await beginPublicTry(deps, { kind: 'verdict', address: addressOf(c, deps.config) });
      const input = { ...c.req.valid('json'), typed: c.req.param('docket'), token: getCookie(c, COOKIE) };
      await giveVerdict(deps, input);
      return c.body(null, 204);
    })
    .get('/track/:docket/own', async (c) =>
      c.json(await readOwn(deps, { typed: c.req.param('docket'), token: getCookie(c, COOKIE) })),
    );
