import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { fail } from '../platform/errors.ts';
import type { HttpEnv } from './env.ts';

const tooLarge = (): never => fail({ code: 'http.too_large', kind: 'too-large' });

/**
 * Refuses a body of more than so many bytes (http.too_large). Where its length is told, the body is not touched: asking
 * for the stream makes a whole Request of what arrived, a tenth of what an officer's act costs. Node's parser ends a
 * body at its told length, so the word can be believed.
 */
export function limitBody(maxSize: number): MiddlewareHandler<HttpEnv> {
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return async (context, next) => {
    const { method } = context.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const told = context.req.header('content-length');
    if (told === undefined || context.req.header('transfer-encoding') !== undefined) return counted(context, next);
    if (!(Number(told) <= maxSize)) tooLarge();
    await next();
  };
}
