import { Hono } from 'hono';
import { z } from 'zod';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { valid } from '../../http/validate.ts';
import { beginPublicTry, type ThrottleDeps } from '../officers/throttle.usecases.ts';
import { verifyAnswer } from './verify.usecases.ts';

const body = z.object({ text: z.string().trim().min(1, 'required').max(4000, 'too_long') });

/** Whether an alleged answer of the police is one, for everybody. */
export const createVerifyRoutes = (
  deps: ThrottleDeps & { readonly config: { readonly secret: string; readonly publicUrl: string | null } },
) =>
  new Hono<HttpEnv>().post('/verify', valid('json', body), async (c) => {
    await beginPublicTry(deps, { kind: 'verify', address: addressOf(c, deps.config) });
    return c.json(await verifyAnswer(deps, c.req.valid('json').text));
  });
