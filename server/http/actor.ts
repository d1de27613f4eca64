import type { Context } from 'hono';
import type { Actor } from '../modules/officers/actor.types.ts';
import { fail } from '../platform/errors.ts';
import type { HttpEnv } from './env.ts';

/** The officer of this request. Throws officers.not_signed_in. */
export function signedIn(context: Context<HttpEnv>): Actor {
  const actor = context.get('actor');
  if (!actor) fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
  return actor;
}
