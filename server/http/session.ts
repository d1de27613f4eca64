import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { fail } from '../platform/errors.ts';
import type { Locale } from '../modules/officers/actor.types.ts';
import { ownOrigins } from '../modules/officers/origin.rules.ts';
import type { Sessions } from '../modules/officers/officers.types.ts';
import type { HttpEnv } from './env.ts';

export interface SessionOptions {
  readonly sessions: Pick<Sessions, 'resolve'>;
  readonly config: { readonly publicUrl: string | null };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What an officer with a one-time password may not ask for. */
const AFTER_PASSWORD = /^\/api\/(v1|admin|live|me\/sessions)(\/|$)/;
/** What a PIN does not open: the officer's other sessions, and administration. */
const BY_FULL_SIGN_IN = /^\/api\/(me\/sessions|admin)(\/|$)/;
const LOCALES: readonly Locale[] = ['hi', 'en', 'mr'];

const asLocale = (text: string | undefined): Locale | undefined => LOCALES.find((known) => known === text);

/** The reader's language when nobody is signed in: cookie `lang`, else the browser's first that we speak, else Hindi. */
export function readLocale(headers: Headers): Locale {
  const chosen = asLocale(/(?:^|;\s*)lang=([a-z]{2})/.exec(headers.get('cookie') ?? '')?.[1]);
  if (chosen) return chosen;
  for (const part of (headers.get('accept-language') ?? '').split(',')) {
    const locale = asLocale(part.trim().slice(0, 2).toLowerCase());
    if (locale) return locale;
  }
  return 'hi';
}

const LOOPBACK = /^(::1$|::ffff:127\.|127\.)/;
const PRIVATE = /^(::ffff:)?(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^f[cd]/i;

/**
 * The caller's address: the connection's; or the last one that a proxy before us names, which is believed from this
 * machine, and from a private network when the desk is reached by https, since then something else ends the TLS.
 */
export function addressOf(context: Context, { publicUrl }: { publicUrl: string | null }): string {
  const direct = connectionAddress(context);
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded && isProxy(direct, { publicUrl }) ? forwarded : direct;
}

/** Whether a connection from there is a proxy's of ours, whose word on the caller's address is taken. */
export const isProxy = (direct: string, { publicUrl }: { publicUrl: string | null }): boolean =>
  LOOPBACK.test(direct) || ((publicUrl?.startsWith('https:') ?? false) && PRIVATE.test(direct));

/** Whether the caller is a program on this machine, and not one that a proxy on it speaks for. */
export const isFromThisMachine = (context: Context, config: { publicUrl: string | null }): boolean =>
  [connectionAddress(context), addressOf(context, config)].every((address) => LOOPBACK.test(address));

function connectionAddress(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? '127.0.0.1';
  } catch {
    return '127.0.0.1';
  }
}

/** A page of another site must not act with an officer's cookie. Keys are sent on purpose and need no such check. */
function refuseForeignPages(headers: Headers, origins: readonly string[]): void {
  if (headers.has('authorization')) return;
  const origin = headers.get('origin');
  const isForeign = origin !== null ? !origins.includes(origin) : headers.get('sec-fetch-site') === 'cross-site';
  if (isForeign) fail({ code: 'officers.wrong_origin', kind: 'forbidden' });
}

/** Fills `actor` and `locale` of every request. Nobody is refused here but foreign pages and unused one-time passwords. */
export function createSessionMiddleware({ sessions, config }: SessionOptions): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const { headers } = context.req.raw;
    context.set('locale', readLocale(headers));
    const { identity, cookies } = await sessions.resolve(headers);
    context.set('actor', identity?.actor ?? null);
    if (identity) {
      context.set('locale', identity.actor.locale);
      if (!SAFE.has(context.req.method)) refuseForeignPages(headers, ownOrigins({ ...config, url: context.req.url }));
      if (identity.mustChangePassword && AFTER_PASSWORD.test(context.req.path))
        fail({ code: 'officers.password_change_needed', kind: 'forbidden' });
      if (identity.actor.device !== undefined && BY_FULL_SIGN_IN.test(context.req.path))
        fail({ code: 'charge.full_sign_in', kind: 'forbidden' });
    }
    await next();
    for (const cookie of cookies) context.header('set-cookie', cookie, { append: true });
  };
}
