import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../platform/clock/clock.ts';
import { fail } from '../platform/errors.ts';
import { claimKey, finishKey, releaseKey } from '../platform/idempotency/idempotency.repository.ts';
import type { Db } from '../schema.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { HttpEnv } from './env.ts';

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Nothing of these is kept, not even its hash: bodies hold passwords or PINs and answers second factors, or the answer is
 * a file that lies in quarantine, or tells a citizen's code once.
 */
const NEVER_KEPT =
  /^\/api\/auth\/|^\/api\/v1\/tickets\/[^/]+\/media\/[^/]+\/[^/]+\/open$|^\/api\/v1\/tickets\/[^/]+\/code$|^\/api\/v1\/(?:station-devices|charge)(?:\/|$)/;

interface IdempotencyDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/**
 * Answers a repeated POST with the first one's answer for 24 hours: per actor and `Idempotency-Key`.
 * Answers are kept sealed: some tell a one-time password or an API key, which nothing else keeps.
 * Another request under the same key is refused with 422. A refusal that may pass (5xx) is not kept.
 */
export function createIdempotency({ db, clock, secrets }: IdempotencyDeps): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const key = context.req.header('idempotency-key');
    const actor = context.get('actor');
    const isForm = context.req.header('content-type')?.startsWith('multipart/') ?? false;
    if (key === undefined || !actor || context.req.method !== 'POST' || isForm) return next();
    if (NEVER_KEPT.test(context.req.path)) return next();
    if (!KEY.test(key)) fail({ code: 'http.invalid', kind: 'invalid', fields: { 'idempotency-key': 'invalid' } });
    const request = createHash('sha256')
      .update(`${context.req.path}\n${await context.req.text()}`)
      .digest('hex');
    const at = clock.now();
    const earlier = await db.write(async (tx) => claimKey(tx, { actor: actor.officer, key, request, at }));
    if (earlier) {
      if (earlier.request !== request) fail({ code: 'http.idempotency_mismatch', kind: 'unprocessable' });
      if (earlier.status === null || earlier.answer === null)
        fail({ code: 'http.idempotency_running', kind: 'conflict' });
      return new Response(secrets.open(earlier.answer), {
        status: earlier.status,
        headers: { 'content-type': 'application/json', 'idempotent-replay': 'true' },
      });
    }
    await next();
    const { status } = context.res;
    if (status >= 500) return void (await db.write(async (tx) => releaseKey(tx, { actor: actor.officer, key })));
    const answer = secrets.seal(await context.res.clone().text());
    await db.write(async (tx) => finishKey(tx, { actor: actor.officer, key, status, answer }));
  };
}
