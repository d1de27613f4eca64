import type { MiddlewareHandler } from 'hono';
import { hasCapability } from '../modules/officers/officers.rules.ts';
import type { Capability } from '../modules/officers/actor.types.ts';
import { fail } from '../platform/errors.ts';
import type { HttpEnv } from './env.ts';

/** What anybody may ask. Everything else under /api needs an officer or a key, whatever its route forgets. */
const PUBLIC = /^\/api\/(?:auth\/|public\/|internal\/|demo$|v1\/openapi\.json$)/;
const ADMIN = /^\/api\/admin(?:\/|$)/;
const ADMINISTER: readonly Capability[] = ['admin.units', 'admin.officers', 'admin.channels', 'admin.system'];

/** Refuses before anything of the request is read; what exactly somebody may do is the use case's to say. */
export const guard: MiddlewareHandler<HttpEnv> = async (context, next) => {
  const { path } = context.req;
  const actor = context.get('actor');
  // Nothing is named with NUL, which PostgreSQL takes as a fault of the statement.
  if (/%00|\0/.test(path))
    fail({ code: path.startsWith('/api/v1/tickets/') ? 'tickets.not_found' : 'http.not_found', kind: 'not-found' });
  if (!actor && !PUBLIC.test(path)) fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
  if (ADMIN.test(path) && !ADMINISTER.some((one) => hasCapability(actor, one)))
    fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  await next();
};
