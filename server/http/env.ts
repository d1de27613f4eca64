import type { Actor, Locale } from '../modules/officers/actor.types.ts';

/** What every request carries through Hono. `actor` is null for the public. */
export interface HttpEnv {
  Variables: {
    actor: Actor | null;
    locale: Locale;
    requestId: string;
  };
}
