import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { DomainError, fail, type ErrorKind } from '../../platform/errors.ts';
import { ADDRESS_HEADER } from './auth.ts';
import { passwordChanged } from './officers.usecases.ts';
import type { OfficerDeps, SignInDeps } from './officers.types.ts';
import { beginTry } from './throttle.usecases.ts';

/** The library's paths that are open; everything else it offers does not exist here. */
const OPEN = new Set([
  '/sign-in/username',
  '/sign-out',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/generate-backup-codes',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
]);
/** Bytes of a request: anybody may send one, and names, passwords and codes are short. */
const BODY_LIMIT = 16_384;
/** Those that take a password of somebody signed in. */
const ASKS_PASSWORD = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/generate-backup-codes',
]);

const REFUSALS: Record<string, string> = {
  INVALID_USERNAME_OR_PASSWORD: 'officers.wrong_password',
  INVALID_PASSWORD: 'officers.wrong_password',
  INVALID_USERNAME: 'officers.wrong_password',
  USERNAME_TOO_SHORT: 'officers.wrong_password',
  USERNAME_TOO_LONG: 'officers.wrong_password',
  PASSWORD_TOO_SHORT: 'officers.password_short',
  PASSWORD_TOO_LONG: 'officers.password_long',
  INVALID_CODE: 'officers.wrong_code',
  INVALID_BACKUP_CODE: 'officers.wrong_code',
  INVALID_TWO_FACTOR_COOKIE: 'officers.code_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'officers.code_expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'officers.locked_code',
  TWO_FACTOR_NOT_ENABLED: 'officers.two_factor_off',
  TOTP_NOT_ENABLED: 'officers.two_factor_off',
  TOTP_ALREADY_ENABLED: 'officers.two_factor_on',
  DISABLED: 'officers.disabled',
  ONE_TIME_EXPIRED: 'officers.one_time_expired',
  INVALID_ORIGIN: 'officers.wrong_origin',
  MISSING_OR_NULL_ORIGIN: 'officers.wrong_origin',
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: 'officers.wrong_origin',
  UNAUTHORIZED: 'officers.not_signed_in',
};
const KINDS: Record<number, ErrorKind> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  422: 'invalid',
  429: 'too-many',
};

const credentials = z.object({ username: z.string().max(200) });
const passwords = z.object({ currentPassword: z.string(), newPassword: z.string() });
const refusal = z.object({ code: z.string() });

async function readJson<Output>(source: Request | Response, schema: z.ZodType<Output>): Promise<Output | null> {
  const body: unknown = await source
    .clone()
    .json()
    .catch(() => null);
  return schema.safeParse(body).data ?? null;
}

/** The library's refusal as one of ours, in the reader's language. */
async function toRefusal(response: Response): Promise<DomainError> {
  const code = (await readJson(response, refusal))?.code ?? '';
  return new DomainError({ code: REFUSALS[code] ?? 'officers.refused', kind: KINDS[response.status] ?? 'invalid' });
}

/**
 * The request as the library may see it: with the caller's address as we know it, and a new password always ending
 * the officer's other sessions.
 */
async function forLibrary(request: Request, { path, address }: { path: string; address: string }): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.set(ADDRESS_HEADER, address);
  if (path !== '/change-password') return new Request(request, { headers });
  headers.delete('content-length');
  const body = await readJson(request, passwords);
  return new Request(request.url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...body, revokeOtherSessions: true }),
  });
}

/**
 * Signing in and out, passwords and second factors, by better-auth. Mounted at `/api/auth`.
 * Every try of a password is counted first.
 */
export function createAuthRoutes(deps: SignInDeps & OfficerDeps) {
  async function handle(context: Context<HttpEnv>): Promise<Response> {
    const path = context.req.path.replace(/^.*?\/auth(?=\/)/, '');
    if (!OPEN.has(path)) fail({ code: 'http.not_found', kind: 'not-found' });
    const actor = context.get('actor');
    const address = addressOf(context, deps.config);
    const username =
      path === '/sign-in/username'
        ? ((await readJson(context.req.raw, credentials))?.username ?? '')
        : ASKS_PASSWORD.has(path)
          ? actor?.username
          : undefined;
    const attempt = username === undefined ? null : await beginTry(deps, { username, address });
    const response = await deps.auth.handler(await forLibrary(context.req.raw, { path, address }));
    if (response.ok) await attempt?.succeeded();
    else if (response.status >= 500) await attempt?.withdrawn();
    if (!response.ok) throw await toRefusal(response);
    if (path === '/change-password' && actor) await passwordChanged({ deps, actor });
    if (actor) deps.sessions.invalidateSessions(actor.officer);
    return response;
  }
  return new Hono<HttpEnv>()
    .use(bodyLimit({ maxSize: BODY_LIMIT, onError: () => fail({ code: 'http.too_large', kind: 'too-large' }) }))
    .on(['GET', 'POST'], '/*', (context) => handle(context));
}
