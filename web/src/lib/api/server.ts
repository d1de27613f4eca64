import type { Cookies, RequestEvent } from '@sveltejs/kit';

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i;

/**
 * True for a form that another site posts. Hosts are compared, not origins: behind a front that ends TLS the page is
 * https while we are spoken to in http.
 */
export function isForeignForm(request: Request): boolean {
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) return false;
  if (!FORM.test(request.headers.get('content-type') ?? '')) return false;
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? new URL(request.url).host;
  if (origin === null || origin === 'null' || !URL.canParse(origin)) return true;
  return new URL(origin).host !== host;
}

const PASSED_ON = ['user-agent', 'accept-language', 'origin', 'x-forwarded-for', 'x-forwarded-proto', 'x-request-id'];

/** The call that a page makes for its visitor: with the visitor's cookies, address and language. */
export async function apiRequest({ event, request }: { event: RequestEvent; request: Request }): Promise<Request> {
  const headers = new Headers(request.headers);
  for (const name of PASSED_ON) {
    const value = event.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  headers.set('cookie', cookieHeader(event));
  headers.set('x-pukaar-locale', event.locals.locale);
  if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', addressOf(event));
  const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.arrayBuffer();
  return new Request(request.url, { method: request.method, headers, body, redirect: 'manual' });
}

const cookieHeader = (event: RequestEvent): string =>
  event.cookies
    .getAll({ decode: (value) => value })
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

function addressOf(event: RequestEvent): string {
  try {
    return event.getClientAddress();
  } catch {
    return '';
  }
}

const SAME_SITE = { lax: 'lax', strict: 'strict', none: 'none' } as const;

/** Gives the cookies of an API answer to the browser, byte for byte. */
export function passCookies({ response, cookies }: { response: Response; cookies: Cookies }): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const options = new Map(
      attributes.map((attribute) => {
        const [name = '', ...value] = attribute.split('=');
        return [name.toLowerCase(), value.join('=')] as const;
      }),
    );
    const maxAge = options.get('max-age');
    const expires = options.get('expires');
    const sameSite = options.get('samesite')?.toLowerCase();
    cookies.set(pair.slice(0, at), pair.slice(at + 1), {
      encode: (value) => value,
      path: options.get('path') ?? '/',
      httpOnly: options.has('httponly'),
      secure: options.has('secure'),
      sameSite: sameSite === 'strict' || sameSite === 'none' ? SAME_SITE[sameSite] : 'lax',
      maxAge: maxAge === undefined ? undefined : Number(maxAge),
      expires: expires === undefined ? undefined : new Date(expires),
    });
  }
}
