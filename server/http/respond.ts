import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isDomainError, type DomainError, type ErrorKind } from '../platform/errors.ts';
import type { Log } from '../platform/log/port.ts';
import { messageFor } from './messages.ts';
import type { HttpEnv } from './env.ts';

const STATUS: Record<ErrorKind, ContentfulStatusCode> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
};

function describe(error: DomainError, context: Context<HttpEnv>): Record<string, unknown> {
  const locale = context.get('locale') ?? 'en';
  const fields = error.fields && Object.entries(error.fields).map(([path, code]) => [path, messageFor(code, locale)]);
  return {
    code: error.code,
    message: messageFor(error.code, locale, error.detail),
    ...(fields ? { fields: Object.fromEntries(fields) } : {}),
    ...(error.detail ? { detail: error.detail } : {}),
  };
}

/** Turns refusals into answers in the reader's language; a defect is logged and tells the reader nothing internal. */
export function createErrorHandler(log: Log): ErrorHandler<HttpEnv> {
  return (error, context) => {
    if (isDomainError(error)) return context.json({ error: describe(error, context) }, STATUS[error.kind]);
    if (error instanceof HTTPException) {
      const code = error.status === 413 ? 'http.too_large' : 'http.bad_request';
      return context.json({ error: { code, message: messageFor(code, context.get('locale') ?? 'en') } }, error.status);
    }
    // As `error`, which the log describes without the values that a failed statement was writing.
    log.error('a request failed', { requestId: context.get('requestId'), path: context.req.routePath, error });
    return context.json(
      { error: { code: 'http.defect', message: messageFor('http.defect', context.get('locale') ?? 'en') } },
      500,
    );
  };
}
